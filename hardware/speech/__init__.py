"""Speech: what the machine says, in a process of its own."""
