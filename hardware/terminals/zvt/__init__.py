"""ZVT: the terminals of Germany, Austria and Switzerland, over TCP and serial lines."""
