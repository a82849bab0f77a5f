"""Things that have left, and when they are forgotten."""
