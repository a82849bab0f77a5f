"""Devices and the machine itself, as a technician tries and sees them."""
