"""The window: what it shows, says and sounds like, and what comes back from it."""
