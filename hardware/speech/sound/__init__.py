"""Sound: samples, tones, and the player that hands them to a device."""
