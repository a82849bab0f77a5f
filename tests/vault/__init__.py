"""Keys, tags, and rows that can be erased."""
