"""`cubby bench`: what it costs, measured on the machine that it runs on; no test asserts a time."""
