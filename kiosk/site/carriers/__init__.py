"""Carriers' files: the rules of their labels as data."""
