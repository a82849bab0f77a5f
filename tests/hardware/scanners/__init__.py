"""Tests of scanners and badge readers."""
