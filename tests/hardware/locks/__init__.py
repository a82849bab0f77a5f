"""Tests of lock boards, their bridge and their site settings."""
