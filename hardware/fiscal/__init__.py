"""Fiscal devices: what signs the receipts of a machine."""
