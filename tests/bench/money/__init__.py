"""Measurements of money: card terminals."""
