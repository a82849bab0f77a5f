"""Things: what is here, for whom, and for how long."""
