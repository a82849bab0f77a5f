"""A kiosk as a process."""
