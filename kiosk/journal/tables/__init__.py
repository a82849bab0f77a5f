"""The tables beside the journal: the vault, which can be erased, and how it is swept."""
