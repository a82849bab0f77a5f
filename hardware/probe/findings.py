"""What a probe found on a port, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Found:
    """A board that answered. `baud` is None behind a network plug, `channels` where boards don't tell."""

    board: str
    address: int
    channels: int | None
    echo: bool
    baud: int | None


class Heard(StrEnum):
    """What came back where nobody answered as he should."""

    NOTHING = "nothing"
    GARBAGE = "garbage"
    CROWD = "crowd"
    BABBLE = "babble"
    CLOSED = "closed"


ADVICE = {
    Heard.NOTHING: "no byte came back: check the power, whether A and B are swapped, and the speed",
    Heard.GARBAGE: "bytes came back that make no sense: the speed differs, or A and B are swapped",
    Heard.CROWD: "more than one board answers at an address: give each its own",
    Heard.BABBLE: "the line is never silent: something on it talks without being asked",
    Heard.CLOSED: "it can't be opened",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something a technician should know of a port; `detail` says more for those who ask."""

    heard: Heard
    detail: str = ""

    def __str__(self) -> str:
        return f"{ADVICE[self.heard]}{f' ({self.detail})' if self.detail else ''}"


@dataclass(frozen=True, slots=True)
class PortReport:
    """Everything about one port."""

    port: str
    found: tuple[Found, ...]
    notes: tuple[Note, ...] = ()
