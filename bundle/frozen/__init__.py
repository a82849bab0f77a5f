"""What a frozen Cubby has that a checkout has not: its entrance and its self-test."""
