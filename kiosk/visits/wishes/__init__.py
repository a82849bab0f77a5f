"""What somebody wishes of the screen: for this visit, and kept for the next."""
