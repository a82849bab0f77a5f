"""`cubby money`."""
