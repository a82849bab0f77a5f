"""What is held out, and what is printed."""
