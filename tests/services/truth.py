"""What is truly so in a life at random, beside the book: what is where, and what each file says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel, SizeClass
from kiosk.custody.cabinet.care import place_of
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId, VisitId
from kiosk.custody.ledger import EMPTY, Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.proofs.factors import FACTORS
from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeTime,
    ClockDeed,
    GateKind,
    GateRule,
    Selector,
    SelectorKind,
    ServiceRules,
    SpanUnit,
    StepRule,
    Unknown,
)
from kiosk.custody.things.events import (
    CareDone,
    Collected,
    DeadlineReached,
    Deposited,
    WrittenOff,
)
from kiosk.custody.words import Act, Condition, Kind

BEGINS: Final = datetime(2026, 3, 20, 9, tzinfo=UTC)
"""Nine days before the clocks change."""


class LifeError(AssertionError):
    """The book and the world do not agree, or a door opened that should not have."""


@dataclass
class Truth:
    """The memory of one machine. `inside`: what truly is behind each door. `flow`: the steps of each thing
    that are still to be done, by its file. `since`: when, by a clock that nobody sets, its wait began."""

    seed: int
    services: Sequence[ServiceRules]
    ledger: Ledger = EMPTY
    true_now: datetime = BEGINS
    offset: timedelta = timedelta()
    inside: dict[ConsignmentId, str] = field(default_factory=dict)
    flow: dict[ConsignmentId, list[StepRule]] = field(default_factory=dict)
    slots: dict[ConsignmentId, dict[str, PartyId]] = field(default_factory=dict)
    case: dict[ConsignmentId, str] = field(default_factory=dict)
    holder: dict[ConsignmentId, PartyId] = field(default_factory=dict)
    giver: dict[ConsignmentId, PartyId] = field(default_factory=dict)
    back_to: dict[ConsignmentId, Selector] = field(default_factory=dict)
    since: dict[ConsignmentId, datetime] = field(default_factory=dict)
    told: dict[tuple[ConsignmentId, GateKind], bool] = field(default_factory=dict)
    done: set[tuple[str, str, VisitId | None]] = field(default_factory=set)
    answer: dict[str, str] = field(default_factory=dict)
    paid: set[tuple[VisitId, ConsignmentId, str]] = field(default_factory=set)
    dirt: dict[str, set[str]] = field(default_factory=dict)
    shown: dict[VisitId, dict[PartyId, frozenset[Kind]]] = field(default_factory=dict)
    in_hands: dict[VisitId, tuple[ConsignmentId, str]] = field(default_factory=dict)
    heard: datetime = BEGINS
    online: bool = True
    steps: int = 0
    rules: dict[str, ServiceRules] = field(default_factory=dict)
    bands: dict[str, bool | None] = field(default_factory=dict)
    cabinet: Cabinet = field(default_factory=lambda: cabinet_for(()))

    def learn(self, event: Event, actor: str, visit: VisitId | None) -> None:
        """What a row that is surely so means for the memory."""
        match event:
            case Deposited(thing, label):
                self.step_done(thing, visit)
                self.since[thing] = self.true_now
                self.giver[thing] = self.holder.pop(thing, PartyId(actor))
                kind = self._place(thing)
                if kind:
                    self.dirt.setdefault(label, set()).add(kind)
            case Collected(thing):
                if thing in self.back_to:
                    self.flow[thing] = []
                else:
                    self.step_done(thing, visit)
                self.since[thing] = self.true_now
                self.holder[thing] = PartyId(actor)
            case Withdrawn(thing) | WrittenOff(thing):
                self.flow[thing] = []
            case DeadlineReached(about, index):
                self._deadline(ConsignmentId(about), index)
            case CareDone(label):
                self.dirt.pop(label, None)
            case _:
                pass

    def step_done(self, thing: ConsignmentId, visit: VisitId | None) -> None:
        step = self.flow[thing].pop(0)
        self.done.add((self.case[thing], step.name, visit))
        self.done.add((self.case[thing], step.name, None))
        answer = self.answer.get(self.case[thing], "")
        if step.act is Act.DECIDE:
            left = self.flow[thing]
            self.flow[thing] = [s for s in left if s.only_if in ("", answer) or s.only_if not in step.choose]

    def _deadline(self, thing: ConsignmentId, index: int) -> None:
        step = self.flow[thing][0]
        if step.clock is None:
            raise LifeError(f"{thing} has a deadline, and {step.name} has none")
        deadline = step.clock.then[index]
        waited = self.true_now - self.since[thing]
        after, days = deadline.after, deadline.after.unit is not SpanUnit.SECONDS
        least = (after.n - 1) * 86_400 if days else after.n
        if waited < timedelta(seconds=least):
            raise LifeError(f"deadline {index} of {thing} came after {waited}")
        if self.ledger.holding(self.inside.get(thing, "")).condition is Condition.UNKNOWN:
            raise LifeError(f"a deadline of {thing}, of which nobody knows where it is")
        if deadline.do is ClockDeed.RECALL and deadline.to is not None:
            self.back_to[thing] = deadline.to

    def _place(self, thing: ConsignmentId) -> str:
        now = self.ledger.consignments.get(thing)
        place = None if now is None else place_of(self.ledger, now)
        return "" if place is None else place.kind

    # --- what holds after every row -----------------------------------------------------------------

    def holds(self) -> None:
        ledger = self.ledger
        for label, holding in ledger.holdings.items():
            if len(holding.things) > 1:
                raise LifeError(f"{label} has two owners: {holding.things}")
            for name in holding.things:
                if name in ledger.consignments and ledger.consignments[name].compartment != label:
                    raise LifeError(f"{name} is in {label} and elsewhere")
        for name, left in self.flow.items():
            if left and name not in ledger.consignments:
                raise LifeError(f"{name} left the book before {left[0].name}")

    def agrees(self) -> None:
        """Where the book is sure and nobody is at work, what it says is behind the door."""
        busy = {label for _, label in self.in_hands.values()}
        for home in self.cabinet.compartments():
            holding = self.ledger.holding(home.label)
            sure = holding.condition is Condition.KNOWN and holding.held_by is None and home.label not in busy
            truly = {thing for thing, label in self.inside.items() if label == home.label}
            if sure and home.label not in self.ledger.doors_open and set(holding.things) != truly:
                raise LifeError(f"{home.label} has {truly}, the book says {holding.things}")

    # --- should this door have opened? From the file and the world alone ----------------------------

    def should(self, visit: VisitId, party: PartyId, name: ConsignmentId, act: Act, label: str) -> None:
        wrong = next(self._objections(visit, party, name, act, label), None)
        if wrong is not None:
            raise LifeError(f"{party} should not {act} {name} at {label!r}: {wrong}")

    def _objections(
        self, visit: VisitId, party: PartyId, name: ConsignmentId, act: Act, label: str
    ) -> Iterator[str]:
        if not self.flow[name]:
            yield "nothing is left to do with it"
            return
        step = self.flow[name][0]
        goes_back = name in self.back_to and act is Act.COLLECT
        if step.act is not act:
            yield f"{step.name} is next"
        yield from self._elsewhere(visit, name, act, label)
        selectors = (self.back_to[name],) if goes_back else step.by
        if not any(self._is(who, party, name) for who in selectors):
            yield "it is not theirs"
        if party not in self.shown[visit]:
            yield "they have shown nothing"
        elif not goes_back and not (act is Act.COLLECT and party in self.ledger.staff):
            yield from self._unproven(step, visit, party)
        if not goes_back:
            shut = (g.gate for g in step.gates if not self._is_open(g, visit, name, label))
            yield from (f"the gate {gate} is shut" for gate in shut)
            yield from self._unpaid(step, visit, name)

    def _elsewhere(self, visit: VisitId, name: ConsignmentId, act: Act, label: str) -> Iterator[str]:
        for other, (thing, where) in self.in_hands.items():
            if other != visit and (thing == name or (where == label and label)):
                yield f"{other} has it in hand"
        if act is Act.COLLECT and self.inside.get(name) != label:
            yield f"it is in {self.inside.get(name)}"
        if act is Act.DEPOSIT and label in self.inside.values():
            yield "something is there"
        place = next((t.place for t in self._rules(name).things if t.name == self._kind(name)), None)
        dirt = self.dirt.get(label, set())
        if act is Act.DEPOSIT and place is not None and dirt & set(place.refuses):
            yield f"{dirt} was there"

    def _unproven(self, step: StepRule, visit: VisitId, party: PartyId) -> Iterator[str]:
        if len({FACTORS[kind] for kind in self.shown[visit][party]}) < step.proof.factors:
            yield "too few factors"
        if step.proof.people > 1 and len(self.shown[visit]) < 2:
            yield "one person alone"

    def _unpaid(self, step: StepRule, visit: VisitId, name: ConsignmentId) -> Iterator[str]:
        for charge in step.charges:
            free = charge.amount is AmountFrom.ORDER and self.ledger.consignments[name].amount is None
            asked = charge.only_if in ("", self.answer.get(self.case[name], ""))
            before = charge.when is ChargeTime.BEFORE and charge.kind != "give" and charge.per is None
            if before and asked and not free and (visit, name, charge.name) not in self.paid:
                yield f"{charge.name} is not paid"

    def _is(self, who: Selector, party: PartyId, name: ConsignmentId) -> bool:
        match who.kind:
            case SelectorKind.ROLE | SelectorKind.GROUP:
                return party.rpartition(":")[0] == who.id
            case SelectorKind.PERSON:
                return self.slots[name].get(who.id) == party
            case SelectorKind.ANYONE:
                return True
            case SelectorKind.HOLDER:
                return self.holder.get(name) == party
            case SelectorKind.DEPOSITOR:
                return self.giver.get(name) == party
            case _:
                return False

    def _is_open(self, gate: GateRule, visit: VisitId, name: ConsignmentId, label: str) -> bool:
        case = self.case[name]
        known: bool | None
        match gate.gate:
            case GateKind.AFTER:
                known = (case, gate.step, visit if gate.same_visit else None) in self.done
            case GateKind.COMPLETE:
                coming = [t for t in self.ledger.consignments.values() if t.case == case]
                known = all(t.id in self.inside or self._is_unsure(t) for t in coming)
            case GateKind.HOURS:
                known = True
            case GateKind.TEMPERATURE:
                known = self.bands.get(label)
            case _:
                silent = gate.fresh and self.true_now - self.heard > timedelta(seconds=gate.fresh)
                known = None if silent else self.told.get((name, gate.gate))
        return gate.unknown is Unknown.OPEN if known is None else known

    def _is_unsure(self, thing: Consignment) -> bool:
        """Whether the book itself says that somebody has to look first, or somebody is at it."""
        holding = self.ledger.holding(thing.compartment or "")
        return holding.condition is not Condition.KNOWN or holding.held_by is not None

    def _rules(self, name: ConsignmentId) -> ServiceRules:
        return self.rules[self.ledger.consignments[name].service]

    def _kind(self, name: ConsignmentId) -> str:
        return self.ledger.consignments[name].kind


def cabinet_for(services: Sequence[ServiceRules]) -> Cabinet:
    """Eight compartments of each class of temperature, with doors in front and behind."""
    classes = sorted({thing.place.temperature for rules in services for thing in rules.things} | {""})
    homes: list[Compartment] = []
    for temperature in classes:
        for _ in range(8):
            label = str(len(homes) + 1)
            front = Door(label, Face.FRONT, LockAddress("A", len(homes) + 1))
            rear = Door(f"{label}/rear", Face.REAR, LockAddress("B", len(homes) + 1))
            bottom = 20.0 * len(homes)
            homes.append(Compartment(label, "M", bottom, bottom + 20, (front, rear), temperature=temperature))
    sizes = {"M": SizeClass("M", 40, 20, 50)}
    return Cabinet(80, 20 * len(homes) + 0.0, Panel(40, 90, 40, 60), (Column(0, 40, tuple(homes)),), sizes)
