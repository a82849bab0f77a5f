"""Rented spaces: begun, opened again, given back; and emptied by staff when nobody comes."""
