"""Rented spaces: codes for whoever rents one, and numbers for what staff took out."""
