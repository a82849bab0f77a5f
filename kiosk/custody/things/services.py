"""A service: a kind of hand-over, as data. The site file and `assets/services` say what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.custody.proofs.factors import Proof
from kiosk.custody.services.rules import ServiceRules


class PinScheme(StrEnum):
    EIGHT = "eight"
    """Eight random digits."""
    SIX_AND_PHONE = "six-and-phone"
    """Six random digits and the last four of the recipient's phone."""


@dataclass(frozen=True, slots=True)
class Service:
    """Times are seconds.

    `retention`: what a service without steps says of its clock (`kiosk.custody.services.delivery`).
    `notifies`: not in force until Cubby sends messages; nothing reads it but the site file's checks.
    `forget_after`: so long after a thing has left, what names its recipient is erased.
    `two_people`: staff open a compartment in which its things are only with a technician who approves.
    `temperature`: the class that its things are kept to, empty where it does not matter.
    `quarantine_on_excursion`: what was outside of its compartment's limits for too long is not handed out.
    `proof`: what has to be shown for its things, the site's least included.
    `places`: the labels of the compartments that it may use, empty for all; `most`: how many doors at once, 0
    for as many as there are.
    """

    name: str
    pin: PinScheme = PinScheme.EIGHT
    retention: int = 48 * 3600
    notifies: bool = False
    forget_after: int = 30 * 86_400
    reopen_grace: int = 60
    reopenings: int = 1
    remind_after: int = 30
    reminders: int = 3
    two_people: bool = False
    temperature: str = ""
    quarantine_on_excursion: bool = False
    proof: Proof = field(default_factory=Proof)
    rules: ServiceRules | None = None
    """What its things are pinned to when they come; None where no site file has said the service."""
    places: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class ServiceTimers:
    """Seconds of the screen itself. The warning comes `warning` before a visitor is sent home."""

    idle: int = 60
    warning: int = 20
    thanks: int = 12
    quick_close: float = 3.0
