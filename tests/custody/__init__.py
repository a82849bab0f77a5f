"""The ledger and its fold, claims, allocation and clocks: pure values, in and out."""
