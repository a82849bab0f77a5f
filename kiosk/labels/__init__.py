"""What else a scanned label may be announced as: carriers print less than their bars say."""
