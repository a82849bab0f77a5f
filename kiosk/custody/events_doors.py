"""Events about doors that are no longer where the book has them."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event


@dataclass(frozen=True, slots=True)
class DoorsRemoved(Event):
    """The site file no longer has these doors: they are neither open nor down, and keep no clock standing."""

    doors: tuple[str, ...]
