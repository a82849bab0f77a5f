"""Lines and lock boards."""
