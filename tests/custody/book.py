"""A small cabinet and short ways to a ledger, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel, SizeClass
from kiosk.custody.doors.claims import Facts
from kiosk.custody.doors.events import GrantGiven, OpeningEnded, OpeningIntended, VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, PartyId, VisitId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.custody.proofs.events import CredentialTried, StaffAdded
from kiosk.custody.things.events import Announced, Deposited, Leg, for_party, for_role
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, DoorResult, Way

NOON: Final = datetime(2026, 5, 4, 12, tzinfo=UTC)
VISIT, OTHER = VisitId("visit"), VisitId("other")
ANNA, BEN = PartyId("anna"), PartyId("ben")
COURIER, TECHNICIAN = PartyId("courier"), PartyId("technician")
P1, P2 = ConsignmentId("p1"), ConsignmentId("p2")
G = GrantId("grant")
I = IntentId("intent")  # noqa: E741  an intent
STAFF = (StaffAdded(COURIER, "courier"), StaffAdded(TECHNICIAN, "technician"))
SERVICES = {"parcel": Service("parcel", reopen_grace=60, reopenings=1)}
SIZES = {
    "S": SizeClass("S", 40, 12, 50),
    "M": SizeClass("M", 40, 20, 50),
    "L": SizeClass("L", 40, 40, 50),
}


def compartment(label: str, size: str, bottom: float, *, rear: bool = False) -> Compartment:
    number = int(label)
    doors: tuple[Door, ...] = (Door(label, Face.FRONT, LockAddress("A", number)),)
    if rear:
        doors = (*doors, Door(f"{label}/rear", Face.REAR, LockAddress("B", number)))
    return Compartment(label, size, bottom, bottom + SIZES[size].height, doors)


def cabinet(*compartments: Compartment) -> Cabinet:
    return Cabinet(80, 200, Panel(40, 90, 40, 60), (Column(0, 40, compartments),), SIZES)


def after(
    *events: Event,
    visit: VisitId | None = None,
    onto: Ledger = EMPTY,
    at: datetime = NOON,
    principal: str = "swift",
    actor: str = "",
) -> Ledger:
    for event in events:
        onto = fold(onto, Recorded(onto.seq + 1, at, visit, principal, actor, event))
    return onto


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def announced(thing: ConsignmentId, size: str = "S", to: PartyId = ANNA) -> Announced:
    legs = (Leg(Act.DEPOSIT, for_role("courier")), Leg(Act.COLLECT, for_party(to)))
    return Announced(thing, "parcel", legs, size)


def lying(thing: ConsignmentId, label: str, to: PartyId = ANNA) -> tuple[Event, ...]:
    return (announced(thing, to=to), Deposited(thing, label))


def signed_in(who: PartyId, audience: Audience = Audience.VISITOR) -> tuple[Event, ...]:
    return (VisitBegan("test", "harbour"), CredentialTried(Way.SCAN, audience, who))


def granted(who: PartyId, act: Act, source: str, label: str) -> GrantGiven:
    return GrantGiven(G, who, act, source, label)


def opened(label: str, result: DoorResult | None = DoorResult.OPENED) -> tuple[Event, ...]:
    """Under grant G; without an outcome where `result` is None."""
    intended = OpeningIntended(I, G, label)
    return (intended,) if result is None else (intended, OpeningEnded(I, result))


def facts(ledger: Ledger, where: Cabinet | None = None, now: datetime = NOON) -> Facts:
    return Facts(
        ledger, where or cabinet(compartment("1", "S", 90), compartment("2", "S", 50)), SERVICES, now
    )
