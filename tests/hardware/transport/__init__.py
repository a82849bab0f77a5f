"""Tests of serial, TCP and in-memory lines."""
