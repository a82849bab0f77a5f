"""Reports of the hardware, by subject: plain values that every floor may read."""
