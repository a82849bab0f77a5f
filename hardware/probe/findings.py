"""Findings of a probe on a port, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hardware.locks.settings import Value


@dataclass(frozen=True, slots=True)
class ProbedBoard:
    """A board that answered. `baud` is None behind a network plug, `channels` where boards don't report it.

    `settings`: what has to stand in the site file's `settings`, as far as its answers tell.
    """

    board: str
    address: int
    channels: int | None
    echo: bool
    baud: int | None
    settings: Mapping[str, Value] = field(default_factory=dict, hash=False)


class PortTrouble(StrEnum):
    """Reasons for a port without a proper answer."""

    NOTHING = "nothing"
    GARBAGE = "garbage"
    CROWD = "crowd"
    BABBLE = "babble"
    DECLINED = "declined"
    CLOSED = "closed"


ADVICE = {
    PortTrouble.NOTHING: "no byte came back: check the power, whether A and B are swapped, and the speed",
    PortTrouble.GARBAGE: "replies are garbled: check the wiring (A and B swapped?) and the speed",
    PortTrouble.DECLINED: "a board answers that it can't tell what it was asked for",
    PortTrouble.CROWD: "more than one board answers at an address: give each its own",
    PortTrouble.BABBLE: "the line is never silent: something on it talks without being asked",
    PortTrouble.CLOSED: "it can't be opened",
}


@dataclass(frozen=True, slots=True)
class PortNote:
    """Something a technician should know of a port; `detail` says more for those who ask."""

    heard: PortTrouble
    detail: str = ""

    def __str__(self) -> str:
        return f"{ADVICE[self.heard]}{f' ({self.detail})' if self.detail else ''}"


@dataclass(frozen=True, slots=True)
class PortReport:
    """Everything about one port."""

    port: str
    found: tuple[ProbedBoard, ...]
    notes: tuple[PortNote, ...] = ()
