"""What a technician asks of the machine, and what it tells of itself."""
