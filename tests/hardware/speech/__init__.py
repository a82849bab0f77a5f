"""Tests of the machine's speech."""
