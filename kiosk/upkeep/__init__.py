"""What a technician's pages read and do outside the kiosk's thread."""
