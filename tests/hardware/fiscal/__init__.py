"""Fiscal devices, on real lines."""
