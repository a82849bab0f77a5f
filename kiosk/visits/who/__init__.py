"""Who is it: what was shown, against the vault, the ledger and the throttle."""
