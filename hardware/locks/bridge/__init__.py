"""Relays without a lock board, behind a process of their own that ends every pulse."""
