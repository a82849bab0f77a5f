"""`cubby journal`: what is read of a journal from a terminal."""
