"""Tests of every maker's driver against its simulated board."""
