"""The kiosk's link to its operator's hub, as the journal tells of it."""
