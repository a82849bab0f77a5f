"""Sensors and contacts."""
