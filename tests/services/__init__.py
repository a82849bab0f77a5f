"""Service files: read into rules, refused with sentences, shipped, and fitted to sites."""
