"""Every kind of event that the journal can hold, by name; the codec reads it.

An event is a frozen dataclass; its class is its kind, its fields are ids, labels, counts and words. Never a
name, a phone, a tracking number or a PIN: those live in the vault under the ids used here. A field that is
added later gets a default; a change of meaning gets a new `v` and an upcaster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.custody.boards import events as boards
from kiosk.custody.doors import events as doors
from kiosk.custody.event import Event
from kiosk.custody.learning import events as learning
from kiosk.custody.link import events as link
from kiosk.custody.machine import events as machine
from kiosk.custody.money import events as money
from kiosk.custody.power import events as power
from kiosk.custody.proofs import events as proofs
from kiosk.custody.senses import events as senses
from kiosk.custody.services import events as services
from kiosk.custody.shelf import defined
from kiosk.custody.spaces import events as spaces
from kiosk.custody.things import events as things
from kiosk.custody.things.upcasters import announced_1_2
from kiosk.custody.wishes import events as wishes
from kiosk.custody.work import events as work

_SHELVES: Final = (
    things,
    doors,
    proofs,
    senses,
    power,
    boards,
    learning,
    work,
    machine,
    wishes,
    services,
    money,
    spaces,
    link,
)

EVENTS: Final[Mapping[str, type[Event]]] = {
    kind.__name__: kind for shelf in _SHELVES for kind in defined(shelf, Event)
}

UPCASTERS: Final[Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {
    ("Announced", 1): announced_1_2,
}
"""By kind and version: what a body of that version says, as a body of the next one."""

DOWNCASTERS: Final[Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""By kind and version: the same for the version before, which the last release reads. One is due for each
version that is raised; no release that can come back reads less than today's versions."""
