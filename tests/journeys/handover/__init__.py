"""Rented spaces: beginning one, coming back to it, and staff who empty one."""
