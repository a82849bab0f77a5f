"""Tests of the vision process and of reading codes."""
