"""Core logic: custody, access, journeys, and what stores them."""
