"""Events of a simulated site, as values; `as_line` gives each its line of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from hardware.simulator.boards.doors import Who


class Latch(StrEnum):
    JAMMED = "jammed"
    """from now on it won't let go"""
    FREED = "freed"
    HELD = "held"
    """it was told to open and, being jammed, held"""


@dataclass(frozen=True, slots=True)
class DoorChanged:
    door: str
    is_open: bool
    by: Who


@dataclass(frozen=True, slots=True)
class LatchChanged:
    door: str
    latch: Latch


@dataclass(frozen=True, slots=True)
class Inside:
    """Contents of a compartment, the first in first."""

    compartment: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlugMoved:
    bus: str
    plugged: bool


@dataclass(frozen=True, slots=True)
class LabelScanned:
    text: str


@dataclass(frozen=True, slots=True)
class BadgeTapped:
    """A badge was held to its reader; its number is never logged."""


@dataclass(frozen=True, slots=True)
class PictureShown:
    """Something is held before the camera, or, without a text, no longer."""

    text: str


@dataclass(frozen=True, slots=True)
class Warmed:
    """The air of a zone has another temperature."""

    zone: str
    celsius: float


@dataclass(frozen=True, slots=True)
class ContactMoved:
    contact: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PaperLeft:
    """Lines that are left in the printer."""

    lines: float


@dataclass(frozen=True, slots=True)
class SlipCut:
    """A receipt came out: its lines in the printer's own letters, and how many pictures are on it."""

    lines: tuple[str, ...]
    pictures: int


@dataclass(frozen=True, slots=True)
class SupplyMoved:
    """`mains`: the grid carries the cabinet, or the sun; `charge`: percent of the battery."""

    supply: str
    mains: bool
    charge: float


@dataclass(frozen=True, slots=True)
class MoneyMoved:
    """`what` a card terminal did, as `hardware.terminals.script.Takings` says; `amount` in minor units."""

    terminal: str
    what: str
    amount: int


@dataclass(frozen=True, slots=True)
class HandRefused:
    """A hand wanted what hands can't do."""

    reason: str


SenseHappening = Warmed | ContactMoved | PaperLeft | SlipCut
SiteHappening = (
    DoorChanged
    | LatchChanged
    | Inside
    | PlugMoved
    | LabelScanned
    | BadgeTapped
    | PictureShown
    | SenseHappening
    | SupplyMoved
    | MoneyMoved
    | HandRefused
)


def as_line(happening: SiteHappening) -> dict[str, object]:
    """`{"door": "12", "state": "open", "by": "command"}` and the like."""
    match happening:
        case DoorChanged(door, is_open, by):
            return {"door": door, "state": "open" if is_open else "closed", "by": by.value}
        case LatchChanged(door, latch):
            return {"door": door, "latch": latch.value}
        case Inside(compartment, things):
            return {"compartment": compartment, "holds": list(things)}
        case PlugMoved(bus, plugged):
            return {"bus": bus, "state": "plugged" if plugged else "unplugged"}
        case LabelScanned(text):
            return {"scanned": text}
        case BadgeTapped():
            return {"badge": "held"}
        case PictureShown(text):
            return {"shown": text}
        case Warmed() | ContactMoved() | PaperLeft() | SlipCut():
            return _of_senses(happening)
        case SupplyMoved(supply, mains, charge):
            return {"supply": supply, "mains": "on" if mains else "off", "charge": charge}
        case MoneyMoved(terminal, what, amount):
            return {"terminal": terminal, "money": what, "amount": amount}
        case HandRefused(reason):
            return {"refused": reason}
        case _:
            assert_never(happening)


def _of_senses(happening: SenseHappening) -> dict[str, object]:
    match happening:
        case Warmed(zone, celsius):
            return {"zone": zone, "celsius": celsius}
        case ContactMoved(contact, is_open):
            return {"contact": contact, "state": "open" if is_open else "shut"}
        case PaperLeft(lines):
            return {"paper": lines}
        case SlipCut(lines, pictures):
            return {"printed": list(lines), "pictures": pictures}
        case _:
            assert_never(happening)
