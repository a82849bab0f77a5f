"""Doors: what sensors say, what the book says, and who waits for it."""
