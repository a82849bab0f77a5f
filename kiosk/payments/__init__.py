"""Payments: the providers that take money and give it back."""
