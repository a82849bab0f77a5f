"""The lock board whose frames begin with the letters WKLY."""
