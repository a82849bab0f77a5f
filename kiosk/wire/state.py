"""How a kiosk is at this moment, for the operator's pages: the latest wins, and nothing is proven by it.

What happened is in the rows; this only shows what rows don't: the cabinet's shape, doors, readings, devices.
Fields that a hub doesn't know are kept and not shown; those that a kiosk leaves out have no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

MOST_NAMES: Final = 2_000


class DoorSeen(StrEnum):
    """How a door is by its sensor, or why nobody can say."""

    SHUT = "shut"
    OPEN = "open"
    UNKNOWN = "unknown"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class DrawnCompartment:
    """One front as it hangs there: heights in centimetres from the floor. `doors`: ids, the front one
    first.
    """

    label: str
    size: str
    bottom: float
    top: float
    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """`left` and `width` in centimetres, from the cabinet's left edge."""

    left: float
    width: float
    compartments: tuple[DrawnCompartment, ...]


@dataclass(frozen=True, slots=True)
class DrawnScreen:
    """The screen's lower left corner and its size, in centimetres."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class KioskState:
    """The body of `PUT state`.

    `number`: rises with each state, also over restarts; an older one is answered with 200 and dropped.
    `seq`: the journal's newest row. `at`: the kiosk's clock in ISO 8601; `zone`: its time zone's name.
    `temperatures`: by zone, tenths of a degree Celsius, None where nothing is read. `devices`: by name, a
    word or two ("connected", "not connected"). `documents`: by name, the version in force. `cabinet` is
    empty where it is as in the state before.
    """

    number: int
    seq: int
    at: str
    zone: str
    version: str
    site: str
    serving: bool
    doors: Mapping[str, DoorSeen] = field(default_factory=dict)
    temperatures: Mapping[str, int | None] = field(default_factory=dict)
    devices: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    cabinet: tuple[DrawnColumn, ...] = ()
    screen: DrawnScreen | None = None

    def content(self) -> dict[str, Any]:
        """The JSON object."""
        return asdict(self)


def is_state(content: Mapping[str, Any]) -> bool:
    """Whether a JSON object can be taken for a state: the fields that every state has are of their kinds."""
    numbers, texts = ("number", "seq"), ("at", "zone", "version", "site")
    maps = ("doors", "temperatures", "devices", "documents")
    return (
        all(type(content.get(key)) is int and 0 <= content[key] < 1 << 62 for key in numbers)
        and all(isinstance(content.get(key), str) for key in texts)
        and isinstance(content.get("serving"), bool)
        and all(
            isinstance(content.get(key, {}), dict) and len(content.get(key, {})) <= MOST_NAMES for key in maps
        )
        and isinstance(content.get("cabinet", []), list | tuple)
    )
