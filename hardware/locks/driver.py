"""What a maker has to provide: the boundary between the bus and the dialects spoken on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.locks.line import Ear, Line, NoAnswer
from hardware.outcomes import DoorState, NotSent


class Polarity(StrEnum):
    """When a lock's feedback contact is closed: a matter of the lock, not of the board."""

    SHORT_WHEN_LOCKED = "short-when-locked"
    SHORT_WHEN_OPEN = "short-when-open"

    def door(self, *, short: bool) -> DoorState:
        return DoorState.CLOSED if short == (self is Polarity.SHORT_WHEN_LOCKED) else DoorState.OPEN


@dataclass(frozen=True, slots=True)
class Bank:
    """One lock board as the site file describes it.

    `board` is the maker's word in the registry, `address` the board's own on the line, `channels` how many
    locks it has. `patience` multiplies the maker's time-outs (a slow converter needs more).
    """

    name: str
    board: str
    address: int
    channels: int
    polarity: Polarity = Polarity.SHORT_WHEN_LOCKED
    patience: float = 1.0


@dataclass(frozen=True, slots=True)
class Doors:
    """One good reading of a whole board; channel 1 first. `UNKNOWN` where the board has no such channel."""

    states: tuple[DoorState, ...]


class Driver(Ear, Protocol):
    """Speaks one maker's dialect for one board, on a line that the bus lends it.

    Every method but `hear` may raise `LineError` and blocks for one transaction. A driver repeats nothing.
    """

    readings_needed: int
    """Good readings that have to agree before a door counts as opened: 1 with a checksum, 2 without."""

    def find_echo(self, line: Line) -> bool | None:
        """Whether the adapter sends our own bytes back; None when the board didn't answer."""
        ...

    def read(self, line: Line) -> Doors | NoAnswer | NotSent:
        """Ask for all doors."""
        ...

    def unlock(self, line: Line, channel: int, on_sent: Callable[[float], None]) -> NotSent | None:
        """Send one unlock frame and wait for the board to be done; what it says proves nothing.

        Calls `on_sent` with the monotonic time at which the line had taken the last byte. Answers `NotSent`
        only when no byte left. Raises ValueError for a channel that the bank hasn't.
        """
        ...
