"""Simulated sensors of a cabinet."""
