"""A simulated site: boards on pseudo-terminals, doors that open and are closed by a hand."""
