"""The hub against a real PostgreSQL, real HTTP and real processes."""
