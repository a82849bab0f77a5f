"""Performs what journeys ask for: many visits at once, one of them on the screen."""
