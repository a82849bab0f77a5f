"""Money in the small world that journeys are walked in."""
