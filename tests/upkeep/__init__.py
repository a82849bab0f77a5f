"""Tests of what a technician reads and does outside the kiosk's thread."""
