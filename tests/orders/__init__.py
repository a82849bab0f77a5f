"""Orders from outside."""
