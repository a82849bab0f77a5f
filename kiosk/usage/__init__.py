"""What each command of the kiosk may be asked. The standard library alone: help needs nothing prepared."""
