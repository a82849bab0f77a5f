"""Proofs that a face is alive: the head turn and the screen's colours."""
