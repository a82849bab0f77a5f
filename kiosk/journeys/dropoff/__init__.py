"""A visitor brings something that no courier announced: what it is, where it goes, what they get for it."""
