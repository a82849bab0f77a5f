"""Waveshare's Modbus RTU relay boards of 8, 16 and 32 channels."""
