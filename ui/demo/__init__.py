"""`cubby demo`: the real kiosk against a simulated site."""
