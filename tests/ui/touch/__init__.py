"""Touches and keys."""
