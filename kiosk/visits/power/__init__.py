"""Supplies, as the kiosk follows them."""
