"""A simulated receipt printer and its paper."""
