"""Copies of the journal: backups, what puts one back, and exports."""
