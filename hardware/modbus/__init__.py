"""Modbus RTU: its frames, and one request after the other on a line."""
