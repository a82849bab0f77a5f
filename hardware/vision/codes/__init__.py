"""Reading codes in pictures: decoders, checks, what is accepted and what would help."""
