"""Money: what a hand-over costs, what was paid for it, and what is still owed to whom."""
