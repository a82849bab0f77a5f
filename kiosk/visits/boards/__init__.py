"""Lines and lock boards of a running kiosk."""
