"""`cubby build`: what goes into a release, that it is whole, and what a machine gets of it."""
