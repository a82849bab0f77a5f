"""The driver interface: what each maker provides to the bus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from hardware.locks.line import Ear, Line, NoReply
from hardware.locks.settings import Value
from hardware.outcomes.locks import DoorState, NotSent


class Polarity(StrEnum):
    """Polarity of a lock's feedback contact: a matter of the lock, not of the board.

    Where a maker's sheet speaks of open and closed, `SHORT_WHEN_LOCKED` is what the sheet says.
    """

    SHORT_WHEN_LOCKED = "short-when-locked"
    SHORT_WHEN_OPEN = "short-when-open"

    @property
    def other(self) -> Polarity:
        return next(each for each in Polarity if each is not self)

    def door(self, *, short: bool) -> DoorState:
        return DoorState.CLOSED if short == (self is Polarity.SHORT_WHEN_LOCKED) else DoorState.OPEN


@dataclass(frozen=True, slots=True)
class Bank:
    """One lock board as the site file describes it.

    `board` is the maker's word in the registry, `address` the board's own on the line, `channels` how many
    locks it has. `patience` multiplies the maker's time-outs (a slow converter needs more). `settings` are
    what the maker's `Setting`s name.
    """

    name: str
    board: str
    address: int
    channels: int
    polarity: Polarity = Polarity.SHORT_WHEN_LOCKED
    patience: float = 1.0
    settings: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class DoorReading:
    """One good reading of a whole board; channel 1 first. `UNKNOWN` where the board has no such channel."""

    states: tuple[DoorState, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """A board was found; `channels` is what its answers have room for, None where they don't tell.

    `settings`: what its answers tell of the maker's `Setting`s.
    """

    channels: int | None
    settings: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Declined:
    """The board answered an unlock by a no: it pulled nothing, and says why."""

    why: str


class Driver(Ear, Protocol):
    """Speaks one maker's dialect for one board, on a line that the bus lends it.

    Every method but `hear` may raise `LineError` and blocks for a transaction or two. A driver repeats
    nothing that moves anything.
    """

    readings_needed: int
    """Good readings that have to agree before a door counts as opened: 1 with a checksum, 2 without."""
    gap: float
    """Seconds of silence that the maker wants before every frame."""
    pulse: float
    """Seconds from an unlock frame's end in which no other lock of the line may be pulled."""

    def __init__(self, bank: Bank) -> None: ...

    def find_echo(self, line: Line) -> bool | NoReply | NotSent:
        """Detect an adapter that echoes our own bytes; where the board didn't answer, what came instead."""
        ...

    def prepare(self, line: Line) -> NoReply | NotSent | None:
        """Bring the board into its safe state: once it has answered on a new line, and before the end."""
        ...

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        """Ask for all doors."""
        ...

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        """Send one unlock frame and wait for the board to be done; what it says of the door proves nothing.

        Calls `on_sent` with the monotonic time at which the line had taken the last byte. Answers `NotSent`
        only when no byte left. Raises ValueError for a channel that the bank hasn't.
        """
        ...

    def is_answer(self, data: bytes) -> bool:
        """Whether `data` is one whole answer of this very board to a question for its state."""
        ...

    def speaker(self, data: bytes) -> int | None:
        """The address of the board of this maker whose whole answer `data` is; None for anything else."""
        ...

    def identify(self, line: Line) -> Identity | NoReply | NotSent:
        """Ask whether such a board is there, by a question that opens nothing on any maker's board."""
        ...
