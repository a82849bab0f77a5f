"""What principals send and get; FastAPI makes the OpenAPI document of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ParcelComing:
    """A parcel for a machine. `phone`: the recipient's, with its country. `size`: one of the machine's."""

    kiosk: str
    tracking: str
    phone: str
    name: str = ""
    size: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class ParcelState:
    """`state`: asked, announced, stored, collected, withdrawn, gone, refused or expired."""

    id: str
    kiosk: str
    state: str
    compartment: str = ""
    announced: datetime | None = None
    deposited: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class SizesFree:
    """`free`: by size, doors in which there is nothing and that can be opened, as the machine last said."""

    kiosk: str
    heard: datetime | None
    free: dict[str, int]


@dataclass(frozen=True, slots=True)
class SubscriptionWanted:
    """`url`: https. `kinds`: of events, such as "Deposited"; all where it is empty."""

    url: str
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SubscriptionMade:
    """`secret` is told once: what Standard Webhooks signs with."""

    id: str
    url: str
    kinds: list[str]
    secret: str = ""
    failing_since: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class NotDone:
    """`why`: a sentence."""

    why: str
