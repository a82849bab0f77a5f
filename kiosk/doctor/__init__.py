"""What is the matter with a kiosk: one finding a cause, and `cubby doctor`."""
