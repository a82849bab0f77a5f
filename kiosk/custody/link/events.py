"""Events about the link to the operator's hub."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event


@dataclass(frozen=True, slots=True)
class LinkEnrolled(Event):
    """From now on the kiosk is known to this hub, which is in its `incarnation`."""

    hub: str
    incarnation: int


@dataclass(frozen=True, slots=True)
class LinkFrozen(Event):
    """The hub has another row of this number: somebody else wrote under this kiosk's name.

    No orders and no uploads until the kiosk is enrolled again; visits go on.
    """

    row: int


@dataclass(frozen=True, slots=True)
class IncarnationTaken(Event):
    """The hub came back from a backup, a person has said so, and its orders count again."""

    hub: str
    incarnation: int


@dataclass(frozen=True, slots=True)
class DocumentTaken(Event):
    """The hub's signed document of this name has this version now, and what it says is in force."""

    name: str
    version: int


@dataclass(frozen=True, slots=True)
class DocumentRefused(Event):
    """It is signed and can't be taken: what it says does not fit this kiosk."""

    name: str
    version: int
