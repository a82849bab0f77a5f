"""Paying: what it costs, how it is paid, and what the provider does meanwhile."""
