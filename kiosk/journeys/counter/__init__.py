"""What needs no door: a bill is paid, an offer answered."""
