"""Relays that no lock board drives, behind a process of their own that ends every pulse."""
