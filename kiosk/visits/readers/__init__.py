"""Scanner and badge reader: what is held out, and which question it answers."""
