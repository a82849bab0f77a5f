"""Lock boards: how they and their locks do."""
