"""Faces: the camera, and templates that never leave this folder and the vault."""
