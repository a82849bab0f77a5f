"""Spaces: compartments that somebody rents, whatever they keep there."""
