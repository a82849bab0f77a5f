"""Things that are one of many: somebody takes one, and brings it back."""
