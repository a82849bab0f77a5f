"""The rules of the house, read from the source; each rule is also shown a sample that breaks it."""
