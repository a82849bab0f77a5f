"""Orders about money."""
