"""Tests of cameras and other sources of pictures."""
