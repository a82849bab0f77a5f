"""The simulated cabinet: its command, and its window for demos."""
