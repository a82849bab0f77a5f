"""Figures about the machine's voice."""
