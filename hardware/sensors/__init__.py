"""Sensors of a cabinet: temperature, humidity, contacts."""
