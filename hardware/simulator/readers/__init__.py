"""Simulated scanners, badge readers and what is held before them."""
