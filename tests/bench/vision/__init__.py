"""Figures about the camera."""
