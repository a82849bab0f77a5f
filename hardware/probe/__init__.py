"""Which lock boards are connected, and why some are not heard."""
