"""A small machine in thought: one case of a service, who may come for it, and a cabinet with room for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel, SizeClass
from kiosk.custody.doors.claims import Facts
from kiosk.custody.doors.gates import Surroundings
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.custody.proofs.events import StaffAdded
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.events import GroupSet, RulesTaken
from kiosk.custody.services.rules import AmountFrom, Money, Selector, SelectorKind, ServiceRules, SizePrice
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act

GUEST: Final = PartyId("visitor")
"""Whoever comes without having shown anything."""
TENANT: Final = PartyId("tenant")
"""Whoever rents a space that anyone may rent; they are known by its code."""
_BEGINS: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
_SIZE: Final = 40.0


@dataclass(frozen=True, slots=True)
class CaseWorld:
    """`ledger` at `now`; `visit` and `party`: who is at the machine, or None. `parties`: all who may come.
    `drawn`: so many names were given out."""

    rules: ServiceRules
    cabinet: Cabinet
    parties: tuple[PartyId, ...]
    ledger: Ledger = EMPTY
    now: datetime = _BEGINS
    visit: VisitId | None = None
    party: PartyId | None = None
    drawn: int = 0

    @property
    def facts(self) -> Facts:
        bands = {home.label: True for home in self.cabinet.compartments() if home.temperature}
        around = Surroundings(open_now=True, in_band=bands, heard=self.now)
        services = {self.rules.id: Service(self.rules.id, rules=self.rules)}
        return Facts(self.ledger, self.cabinet, services, self.now, around=around, calendar=Calendar())

    @property
    def over(self) -> bool:
        """Whether nothing of the case is left."""
        return not self.ledger.consignments and not self.ledger.tenancies

    def after(self, *events: Event, at_large: bool = False) -> CaseWorld:
        """The world once these are in the book: of whoever is there, or `at_large` of nobody who is."""
        ledger = self.ledger
        visit, actor = (None, "") if at_large else (self.visit, self.party or "")
        for event in events:
            row = Recorded(ledger.seq + 1, self.now, visit, self.rules.principal, actor, event)
            ledger = fold(ledger, row)
        return replace(self, ledger=ledger)

    def at(self, now: datetime) -> CaseWorld:
        return replace(self, now=max(self.now, now))

    def draw(self) -> tuple[str, CaseWorld]:
        """A name that nothing has yet."""
        return f"n{self.drawn}", replace(self, drawn=self.drawn + 1)


def world_of(rules: ServiceRules) -> CaseWorld:
    """A machine for this service alone, at which nobody is and nothing happened."""
    staff = sorted({who.id for who in _whos(rules) if who.kind is SelectorKind.ROLE})
    groups = sorted({who.id for who in _whos(rules) if who.kind is SelectorKind.GROUP})
    people = sorted({who.id for who in _whos(rules) if who.kind is SelectorKind.PERSON})
    members = [PartyId(f"{group}:{n}") for group in groups for n in (1, 2)]
    hands = [PartyId(f"{role}:{n}") for role in staff for n in (1, 2)]
    tenants = () if people or groups or not any(step.act is Act.BEGIN for step in rules.steps) else (TENANT,)
    parties = (*map(PartyId, people), *members, *hands, *tenants, GUEST)
    known: list[Event] = [RulesTaken(rules)]
    known += [GroupSet(group, tuple(m for m in members if m.startswith(f"{group}:"))) for group in groups]
    known += [StaffAdded(hand, hand.rpartition(":")[0]) for hand in hands]
    return CaseWorld(rules, _cabinet(rules), parties).after(*known, at_large=True)


def is_second(party: PartyId) -> bool:
    """Whether they are there to be the second of two, and do nothing alone."""
    return party.endswith(":2")


def _whos(rules: ServiceRules) -> Iterable[Selector]:
    for step in rules.steps:
        yield from step.by
        yield from (step.second,) if step.second is not None else ()
        for due in step.clock.then if step.clock is not None else ():
            yield from (due.to,) if due.to is not None else ()
    for thing in rules.things:
        yield from (thing.check,) if thing.check is not None else ()


def _cabinet(rules: ServiceRules) -> Cabinet:
    """Two compartments for each kind of thing, with every door that a step uses."""
    size = next(iter(_sizes(rules)), "M")
    faces = tuple(dict.fromkeys((Face.FRONT, *(step.face for step in rules.steps))))
    homes: list[Compartment] = []
    for thing in rules.things:
        for _ in range(2):
            label = str(len(homes) + 1)
            doors = tuple(
                Door(
                    label if face is Face.FRONT else f"{label}/{face}",
                    face,
                    LockAddress(str(face), len(homes) + 1),
                )
                for face in faces
            )
            bottom = _SIZE * len(homes)
            features, kept = frozenset(thing.place.features), thing.place.temperature
            homes.append(Compartment(label, size, bottom, bottom + _SIZE, doors, features, kept))
    sizes = {size: SizeClass(size, _SIZE, _SIZE, _SIZE)}
    columns = (Column(0, _SIZE, tuple(homes)),)
    return Cabinet(2 * _SIZE, _SIZE * len(homes), Panel(_SIZE, 90, _SIZE, 60), columns, sizes)


def _sizes(rules: ServiceRules) -> Iterable[str]:
    for step in rules.steps:
        for charge in step.charges:
            if isinstance(charge.amount, tuple):
                yield from (each.size for each in charge.amount)


def order_amount(rules: ServiceRules) -> Money | None:
    """What an order says where a charge asks it for the amount."""
    asked = any(charge.amount is AmountFrom.ORDER for step in rules.steps for charge in step.charges)
    return Money(1000, currency_of(rules)) if asked else None


def currency_of(rules: ServiceRules) -> str:
    """In which its amounts are; euro where it says none."""
    for step in rules.steps:
        for charge in step.charges:
            match charge.amount:
                case Money(currency=currency):
                    return currency
                case (SizePrice(amount=amount), *_):
                    return amount.currency
                case _:
                    pass
    return "EUR"
