"""Power supplies: mains, solar chargers, batteries."""
