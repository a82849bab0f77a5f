"""`cubby journal`."""
