"""Sensors and contacts, as the kiosk hears them."""
