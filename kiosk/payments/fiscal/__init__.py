"""What records payments for the tax office."""
