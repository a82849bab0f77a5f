"""What a hand does at the simulated cabinet."""
