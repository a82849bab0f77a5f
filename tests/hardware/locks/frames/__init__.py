"""Tests of the makers' frames against published examples."""
