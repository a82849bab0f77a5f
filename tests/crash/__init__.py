"""Power cuts and kills: what was said to a person or to a lock is in the journal, whatever happens next."""
