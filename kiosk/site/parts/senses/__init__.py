"""Sensors: temperature sensors, contacts, and the classes of temperature that they watch over."""
