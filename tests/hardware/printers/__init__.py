"""Tests of receipt printers."""
