"""How the command line speaks of times, of what the journal has, and of why things are as they are."""
