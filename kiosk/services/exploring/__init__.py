"""A service walked through: every state that one case of it can get into, by its claims."""
