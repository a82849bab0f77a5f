"""What must be secret or erasable: keys, tags of PINs and tokens, persons, labels."""
