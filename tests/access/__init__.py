"""Codes, roles and grants."""
