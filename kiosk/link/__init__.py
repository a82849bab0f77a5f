"""The kiosk's link to its operator's hub: events up, orders down, and nobody has to wait for it."""
