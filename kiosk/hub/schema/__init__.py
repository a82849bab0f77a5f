"""The hub's tables: their SQL, and the order in which it is carried out."""
