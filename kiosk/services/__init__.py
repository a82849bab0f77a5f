"""Service files: a kind of hand-over written as TOML, read into rules or refused with a sentence a fault."""
