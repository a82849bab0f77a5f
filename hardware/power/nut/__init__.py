"""A UPS behind upsd of the Network UPS Tools."""
