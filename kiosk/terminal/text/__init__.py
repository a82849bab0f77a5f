"""Times, rows of the journal and reasons as the command line writes them."""
