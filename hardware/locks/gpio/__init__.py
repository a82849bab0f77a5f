"""Locks on the pins of a small computer."""
