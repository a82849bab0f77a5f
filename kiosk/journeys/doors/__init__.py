"""What every journey does with a door, and doors that are not as they should be."""
