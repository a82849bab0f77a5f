"""Voices: what makes sound of a text, behind one small interface."""
