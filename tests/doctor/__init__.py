"""What is the matter with a kiosk."""
