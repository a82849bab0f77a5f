"""The window read aloud: what is said of a screen, when, and how it begins."""
