"""The window: how it is made, what it shows, its light and its night."""
