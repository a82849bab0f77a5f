"""What somebody wishes of the screen, and whether it is kept for the next time."""
