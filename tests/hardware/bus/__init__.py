"""Tests of the bus: unlocks, readings, silent boards, bad lines."""
