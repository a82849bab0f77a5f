"""The machine's mind: custody, access, journeys, and what keeps them."""
