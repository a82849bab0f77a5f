"""Orders about things: what is announced with them, and what hangs together."""
