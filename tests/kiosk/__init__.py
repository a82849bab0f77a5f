"""The kiosk: its site file, and what else has no room of its own."""
