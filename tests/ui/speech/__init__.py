"""The window read aloud, and visits by ear and keys."""
