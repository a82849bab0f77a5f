"""Whole visits by ear and six keys, on the real machine and in its window; nobody looks."""
