"""Proofs: what was shown, which factors that makes, and how fast anybody may guess."""
