"""Doors: who may open what, what came of it, and how a visit ends."""
