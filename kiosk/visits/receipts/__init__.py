"""Receipts on their way to the printer."""
