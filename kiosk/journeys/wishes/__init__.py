"""What somebody wishes of the screen: known again the next time, kept with their consent, and taken back."""
