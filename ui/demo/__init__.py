"""`cubby demo`: the real kiosk against a simulated site."""

from __future__ import annotations

from ui.demo.command import main

__all__ = ["main"]
