"""Every path through every journey, and visits that read like the visit."""
