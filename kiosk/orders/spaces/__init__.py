"""Orders about rented spaces."""
