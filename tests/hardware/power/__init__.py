"""Tests of power supplies."""
