"""Updates on the machine, with small slots, real launchers and real processes."""
