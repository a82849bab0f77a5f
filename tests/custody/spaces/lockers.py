"""A day locker and an assigned one, for the tests of this room."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, TenancyId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import (
    ChargeRule,
    ClockDeed,
    ClockRule,
    Deadline,
    Money,
    PauseReason,
    Privacy,
    Selector,
    SelectorKind,
    ServiceRules,
    Span,
    StepRule,
    StepStart,
    ThingRule,
)
from kiosk.custody.spaces.events import TenancyBegan
from kiosk.custody.words import Act
from tests.custody.book import ANNA, NOON, VISIT, after

HOUR: Final = 3600
DAY: Final = timedelta(days=1)
CREW: Final = Selector(SelectorKind.ROLE, "technician")
HOLDER: Final = Selector(SelectorKind.HOLDER)
PAUSES: Final = (PauseReason.MACHINE, PauseReason.DOOR)
FREE: Final = ChargeRule("rent", amount=Money(0, "EUR"), per=Span(24 * HOUR))
RENT: Final = StepRule(
    "rent",
    Act.BEGIN,
    (Selector(SelectorKind.ANYONE),),
    start=StepStart.SELF,
    proof=Rule(factors=0),
    charges=(FREE,),
)
OPEN: Final = StepRule("open", Act.USE, (HOLDER,))
LEAVE: Final = StepRule(
    "leave",
    Act.END,
    (HOLDER,),
    clock=ClockRule(
        pauses=PAUSES,
        then=(
            Deadline(Span(12 * HOUR), ClockDeed.REMIND),
            Deadline(Span(24 * HOUR), ClockDeed.ALARM, CREW),
            Deadline(Span(72 * HOUR), ClockDeed.CLEAR, CREW),
        ),
    ),
)
T: Final = TenancyId("space")


def storage(*steps: StepRule) -> ServiceRules:
    things = (ThingRule("thing"),)
    every = steps or (RENT, OPEN, LEAVE)
    return ServiceRules("storage", 1, "digest of storage", "swift", Privacy.PLAIN, things, every)


STORAGE: Final = storage()


def holder(party: PartyId = ANNA) -> Selector:
    return Selector(SelectorKind.PARTY, party)


def begun(
    label: str = "1",
    to: Selector | None = None,
    until: datetime = NOON + DAY,
    rules: ServiceRules = STORAGE,
    *,
    dated: bool = False,
    name: TenancyId = T,
) -> TenancyBegan:
    """Of tenancy T, by these rules."""
    return TenancyBegan(name, rules.id, rules.digest, to or holder(), label, until, PAUSES, dated)


def rented(*more: Event, rules: ServiceRules = STORAGE, at: datetime = NOON) -> Ledger:
    """Anna rents compartment 1 by an order, and then."""
    return after(RulesTaken(rules), begun(rules=rules), *more, at=at)


def renting(*events: Event, rules: ServiceRules = STORAGE) -> Ledger:
    """In a visit that began it itself, up to these events."""
    return after(*events, visit=VISIT, onto=after(RulesTaken(rules)))
