"""What the hardware answers and reports, by subject: plain values that every floor may read."""
