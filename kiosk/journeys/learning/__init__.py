"""Commissioning: the machine learns which channel opens which door."""
