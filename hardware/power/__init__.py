"""What carries the cabinet: the grid, the sun, a battery."""
