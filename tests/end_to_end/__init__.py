"""The whole program, started as a person starts it."""
