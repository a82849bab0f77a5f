"""Orders about a machine that is taken over, or goes away."""
