"""The program that `cubby run` starts."""
