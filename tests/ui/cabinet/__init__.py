"""The simulated cabinet's window."""
