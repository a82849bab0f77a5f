"""What somebody wishes of the screen, in the house."""
