"""Probe: finds the connected lock boards, and why others don't answer."""
