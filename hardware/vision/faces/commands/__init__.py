"""Commands about faces on picture files."""
