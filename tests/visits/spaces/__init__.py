"""Rented spaces in a whole house: codes, tasks and orders."""
