"""Whether rules whose every key is right can be lived by: each fault a sentence."""
