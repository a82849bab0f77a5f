"""What operators ask of a kiosk from outside, and how each order is carried out."""
