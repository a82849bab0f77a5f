"""The site file: what it can say, what is refused, and how it is written anew."""
