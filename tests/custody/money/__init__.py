"""Money: prices, taxes, what is owed, and that taken is owed in the end."""
