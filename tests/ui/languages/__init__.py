"""The words on the screens and their translations."""
