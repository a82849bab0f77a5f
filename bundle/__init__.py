"""`cubby build`: a release made out of a checkout. README.md says how and why."""
