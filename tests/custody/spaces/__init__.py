"""Rented spaces in the book: who may open them, how visits leave them, and what their clocks bring."""
