"""Journals of earlier releases, read for ever."""
