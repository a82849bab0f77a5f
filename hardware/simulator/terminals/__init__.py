"""Simulated card terminals, served on lines."""
