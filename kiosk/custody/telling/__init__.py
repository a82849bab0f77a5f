"""What happened, in plain words: a sentence an event, for a terminal and for the operator's pages."""
