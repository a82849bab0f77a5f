"""The screen, as a screen reader finds it."""
