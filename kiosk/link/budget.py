"""How many bytes go over a line that is paid by the byte, and which go first where there are few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kiosk.site.parts.link import Profile

_DAY: Final = 86_400.0


class Traffic(IntEnum):
    """What is sent; the smaller the number, the longer it goes on when bytes get scarce."""

    EVENTS = 1
    SEALED = 2
    STATE = 3
    DOCUMENTS = 4


@dataclass(frozen=True, slots=True)
class Habits:
    """Times in seconds. `gather`: how long rows wait for others to go along. `wait`: how long the hub holds a
    request for orders. `day`: bytes a day, 0 where nobody counts them. `rows`: in one batch at most."""

    gather: float
    wait: int
    state_every: float
    documents_every: float
    day: int
    rows: int = 100


HABITS: Final = {
    Profile.OPEN: Habits(gather=1.0, wait=55, state_every=300.0, documents_every=900.0, day=0),
    Profile.METERED: Habits(
        gather=20.0, wait=600, state_every=3600.0, documents_every=21_600.0, day=2_000_000
    ),
}
_LEFT: Final = {Traffic.EVENTS: 0.0, Traffic.SEALED: 0.0, Traffic.STATE: 0.2, Traffic.DOCUMENTS: 0.4}
"""What share of the day's bytes has to be left for each. Events and answers go on without any: they are what
the line is for, and a day of them is 30 kB."""


class Budget:
    """Counts both ways; a new day begins 24 hours after the last one did, whatever the wall clock says."""

    def __init__(self, habits: Habits, monotonic: Callable[[], float]) -> None:
        self._day = habits.day
        self._monotonic = monotonic
        self._began = monotonic()
        self.sent = 0
        self.received = 0

    def count(self, sent: int, received: int) -> None:
        self._turn()
        self.sent += sent
        self.received += received

    def allows(self, traffic: Traffic) -> bool:
        self._turn()
        left = 1.0 - (self.sent + self.received) / self._day if self._day else 1.0
        return _LEFT[traffic] <= 0.0 or left > _LEFT[traffic]

    def _turn(self) -> None:
        days = (self._monotonic() - self._began) // _DAY
        if days >= 1:
            self._began += days * _DAY
            self.sent = self.received = 0
