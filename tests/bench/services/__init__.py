"""Services walked through, for long."""
