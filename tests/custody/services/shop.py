"""Services for the tests of this room: a parcel with a reminder and a recall, and a tool that is lent."""

from __future__ import annotations

from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.services.binding import legs_of, loop_of
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import (
    ClockDeed,
    ClockRule,
    Deadline,
    PauseReason,
    Privacy,
    Selector,
    SelectorKind,
    ServiceRules,
    Span,
    StepRule,
    ThingRule,
)
from kiosk.custody.things.events import Announced
from kiosk.custody.words import Act

HOUR: Final = 3600
BRINGER: Final = Selector(SelectorKind.ROLE, "courier")
RECIPIENT: Final = Selector(SelectorKind.PERSON, "recipient")
OVERDUE: Final = ClockRule(
    pauses=(PauseReason.MACHINE, PauseReason.DOOR, PauseReason.CLOSED),
    then=(
        Deadline(Span(24 * HOUR), ClockDeed.REMIND),
        Deadline(Span(48 * HOUR), ClockDeed.RECALL, BRINGER),
    ),
)
BRING: Final = StepRule("bring", Act.DEPOSIT, (BRINGER,))
FETCH: Final = StepRule("fetch", Act.COLLECT, (RECIPIENT,), clock=OVERDUE)


def service(*steps: StepRule, name: str = "parcel", again: str = "") -> ServiceRules:
    things = (ThingRule("thing", again=again),)
    return ServiceRules(name, 1, f"digest of {name}", "swift", Privacy.PLAIN, things, steps)


PARCEL: Final = service(BRING, FETCH)


def coming(rules: ServiceRules, thing: ConsignmentId, **people: PartyId) -> tuple[Event, ...]:
    """A thing of this service is announced; who is in which slot."""
    legs, loop = legs_of(rules, "thing", people), loop_of(rules, "thing", people)
    announced = Announced(thing, rules.id, legs, rules=rules.digest, kind="thing", case=thing, loop=loop)
    return RulesTaken(rules), announced
