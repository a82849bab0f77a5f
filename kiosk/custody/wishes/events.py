"""Events about what somebody wishes of the screen: kept for the next time, and no longer.

What it is stands sealed in the vault alone: it tells of somebody's body.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.words import Forgotten


@dataclass(frozen=True, slots=True)
class PreferenceKept(Event):
    """The person agreed, to this version of the words, that their wishes are kept; again: other ones."""

    party: PartyId
    version: int


@dataclass(frozen=True, slots=True)
class PreferenceForgotten(Event):
    """What was kept is destroyed."""

    party: PartyId
    why: Forgotten
