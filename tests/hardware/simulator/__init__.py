"""Tests of the simulated site and its devices."""
