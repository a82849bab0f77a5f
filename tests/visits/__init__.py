"""Visits at work on a real journal, with locks and a screen that the test holds in its hands."""
