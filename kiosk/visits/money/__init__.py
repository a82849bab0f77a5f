"""Money as it is performed: providers told once, answers taken, what is owed carried out."""
