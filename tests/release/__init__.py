"""The operator's tools: what they sign, and what they refuse."""
