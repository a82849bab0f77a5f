"""What sensors and contacts say, and what it means for what is here."""
