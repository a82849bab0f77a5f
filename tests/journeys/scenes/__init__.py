"""Scenes that the explorer walks."""
