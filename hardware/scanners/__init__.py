"""Readers that send what they read as lines of text."""
