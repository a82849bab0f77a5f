"""Simulated power supplies: a UPS, solar chargers, their battery."""
