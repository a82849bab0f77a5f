"""Spans of time as people say them."""

from __future__ import annotations


def for_long(seconds: float) -> str:
    """A span in its two largest units: `3 days 4 h`, `12 min`."""
    minutes = max(0, round(seconds / 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        f"{days} day{'s' if days != 1 else ''}" if days else "",
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes and not days else "",
    ]
    return " ".join(part for part in parts if part) or "less than a minute"
