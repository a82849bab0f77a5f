"""The tables of a service file: their keys, and the rules that they become."""
