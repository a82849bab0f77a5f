"""Events about how fast credentials are tried, and by whom nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.words import Audience, Way


@dataclass(frozen=True, slots=True)
class WayLimit:
    """`size` attempts at once, then one every `refill` seconds."""

    way: Way
    audience: Audience
    size: int
    refill: int


@dataclass(frozen=True, slots=True)
class LimitsSet(Event):
    """From here on these ways take attempts no faster than the site says."""

    limits: tuple[WayLimit, ...]


@dataclass(frozen=True, slots=True)
class GuessingSuspected(Event):
    """This way ran dry of attempts three times within a day."""

    way: Way
    audience: Audience
