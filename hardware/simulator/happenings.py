"""What happens at a simulated site, as values; `as_line` gives each its line of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from hardware.simulator.doors import Who


class Latch(StrEnum):
    JAMMED = "jammed"
    """from now on it won't let go"""
    FREED = "freed"
    HELD = "held"
    """it was told to open and, being jammed, held"""


@dataclass(frozen=True, slots=True)
class DoorMoved:
    door: str
    is_open: bool
    by: Who


@dataclass(frozen=True, slots=True)
class LatchChanged:
    door: str
    latch: Latch


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies in a compartment now, the first in first."""

    compartment: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlugMoved:
    bus: str
    plugged: bool


@dataclass(frozen=True, slots=True)
class Scanned:
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something is held before the camera, or, without a text, no longer."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A hand wanted what hands can't do."""

    reason: str


SiteHappening = DoorMoved | LatchChanged | Inside | PlugMoved | Scanned | Shown | Refused


def as_line(happening: SiteHappening) -> dict[str, object]:
    """`{"door": "12", "state": "open", "by": "command"}` and the like."""
    match happening:
        case DoorMoved(door, is_open, by):
            return {"door": door, "state": "open" if is_open else "closed", "by": by.value}
        case LatchChanged(door, latch):
            return {"door": door, "latch": latch.value}
        case Inside(compartment, things):
            return {"compartment": compartment, "holds": list(things)}
        case PlugMoved(bus, plugged):
            return {"bus": bus, "state": "plugged" if plugged else "unplugged"}
        case Scanned(text):
            return {"scanned": text}
        case Shown(text):
            return {"shown": text}
        case Refused(reason):
            return {"refused": reason}
        case _:
            assert_never(happening)
