"""Things: what lies here, for whom, and for how long."""
