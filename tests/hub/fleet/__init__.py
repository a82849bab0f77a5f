"""Simulated kiosks: their days, and what the hub makes of them."""
