"""Card terminals: a folder for each protocol, and one interface to all."""
