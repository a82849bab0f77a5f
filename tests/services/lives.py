"""Years of a machine with several services, at random: who comes with what, what doors do, when the power
goes, what clocks say, what the operator tells and when nobody hears of them.

The walk keeps a memory of its own: what truly is behind each door, what each service's file says is next, and
by whose hand. After every row the book is held against that, never against its own sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.custody.cabinet.allocation import allocate, among
from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.cabinet.care import care_after, place_of
from kiosk.custody.doors.claims import Facts, entitled, may_open
from kiosk.custody.doors.events import DoorShut, GrantGiven, OpeningEnded, OpeningIntended, VisitBegan
from kiosk.custody.doors.gates import Surroundings
from kiosk.custody.doors.paid import claim_of, due_for, with_opening
from kiosk.custody.doors.settle import settle
from kiosk.custody.doors.steps import WITHOUT_DOOR, due_for_step, may_do, step_done
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ChargeId, ConsignmentId, GrantId, IntentId, PartyId, TaskId, VisitId
from kiosk.custody.ledger import Consignment, Recorded, Visit
from kiosk.custody.machine.events import ClockMoved, MachineStarted, Withdrawn
from kiosk.custody.money.dues import PriceDue, earned
from kiosk.custody.money.events import ChargeBooked
from kiosk.custody.money.words import BookedHow
from kiosk.custody.proofs.events import CredentialTried, GuestCame, StaffAdded
from kiosk.custody.services.binding import legs_of, slots_of
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.events import GateTold, GroupSet, OfferMade, RulesTaken
from kiosk.custody.services.rules import (
    TOLD_GATES,
    Money,
    Selector,
    SelectorKind,
    ServiceRules,
    StepStart,
)
from kiosk.custody.things.cases import left_behind
from kiosk.custody.things.deadlines import due, step_of
from kiosk.custody.things.events import (
    Announced,
    CareDone,
    Collected,
    Deposited,
    LeftInside,
    Released,
    Reserved,
    for_visit,
)
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, Condition, DoorResult, Ending, Kind, TaskKind, Way
from kiosk.custody.work.events import TaskDone
from kiosk.custody.work.looking import after_looking
from kiosk.services.exploring.world import GUEST, is_second, world_of
from tests.services.truth import Truth, cabinet_for

_Run = Generator[None, None, None]
ZONE: Final = ZoneInfo("Europe/Berlin")
WALKED: Final = (
    "parcel", "return", "handover", "mailroom", "meal", "groceries", "specimen", "exchange", "repair",
    "trade-in", "evidence", "prescription",
)  # fmt: skip
"""Shipped services that live in one cabinet: things that are in a compartment alone."""
_OUTCOMES: Final = (*(DoorResult.OPENED,) * 8, DoorResult.JAMMED, DoorResult.NOT_SENT, DoorResult.UNKNOWN)


class _WalkedAway(Exception):  # noqa: N818  says what happened
    """Whoever was there is gone."""


@dataclass
class Life(Truth):
    """One machine, and what happens at it; `counted`: the rows of each kind."""

    counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  a walk that can be walked again
        self._ids = 0
        self.rules = {rules.id: rules for rules in self.services}
        self.calendar = Calendar(ZONE)
        self.cabinet = cabinet_for(self.services)
        worlds = [world_of(rules) for rules in self.services]
        self.parties = tuple(dict.fromkeys(party for world in worlds for party in world.parties))
        self.bands: dict[str, bool | None] = {
            c.label: True for c in self.cabinet.compartments() if c.temperature
        }
        self.regulars = len(self.parties)
        """After these come the last of those who left something here, and may come again."""
        groups = {who.id for rules in self.services for s in rules.steps for who in s.by if _is_group(who)}
        for group in sorted(groups):
            members = tuple(p for p in self.parties if p.rpartition(":")[0] == group)
            self.record(GroupSet(group, members))
        roles = sorted({p.rpartition(":")[0] for p in self.parties if ":" in p} - groups)
        for role in (*roles, "technician"):
            for number in (1, 2):
                self.record(StaffAdded(PartyId(f"{role}:{number}"), role))
        self.record(*(RulesTaken(rules) for rules in self.services))
        self.visits: list[tuple[VisitId, _Run]] = []

    # --- the book -----------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.true_now + self.offset

    def record(self, *events: Event, visit: VisitId | None = None, actor: str = "") -> None:
        for event in events:
            self.counted[type(event).__name__] += 1
            self.ledger = fold(self.ledger, Recorded(self.ledger.seq + 1, self.now, visit, "", actor, event))
            self.learn(event, actor, visit)
        self.holds()

    def facts(self) -> Facts:
        services = {name: Service(name, rules=rules) for name, rules in self.rules.items()}
        around = Surroundings(True, self.bands, self.heard + self.offset)
        return Facts(self.ledger, self.cabinet, services, self.now, around=around, calendar=self.calendar)

    def draw(self) -> str:
        self._ids += 1
        return f"{self._ids}"

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    # --- what can happen ----------------------------------------------------------------------------

    def step(self) -> None:
        self.steps += 1
        if self.visits and self.chance(0.75):
            visit, run = self.random.choice(self.visits)
            if next(run, "over") == "over":
                self._ends(visit, Ending.FINISHED)
        else:
            self.random.choice(self._acts)(self)
        self.agrees()

    def time_goes(self) -> None:
        self.true_now += timedelta(minutes=self.random.choice((1, 1, 10, 10, 60, 600, 3000)))
        if self.online:
            self.heard = self.true_now
        for thing in tuple(self.ledger.consignments.values()):
            events = tuple(due(self.ledger, thing, self.calendar, self.now))
            self.record(*events)

    def clock_is_set(self) -> None:
        by = timedelta(seconds=self.random.choice((-86_400 * 400, -3600, 3600, 86_400 * 30)))
        self.offset += by
        self.record(ClockMoved(int(by.total_seconds())))

    def network(self) -> None:
        self.online = not self.online
        self.heard = self.true_now if self.online else self.heard

    def sensors(self) -> None:
        for label in self.bands:
            self.bands[label] = self.random.choice((*(True,) * 8, False, None))

    def power_goes(self) -> None:
        for visit, run in tuple(self.visits):
            run.close()
            self._ends(visit, Ending.INTERRUPTED)
        self.true_now += timedelta(minutes=self.random.choice((1, 600)))
        self.record(MachineStarted("1", "site", "3"))

    def looks(self) -> None:
        """A technician looks wherever nobody knows."""
        for home in self.cabinet.compartments():
            label, holding = home.label, self.ledger.holding(home.label)
            if holding.held_by is not None or holding.condition is Condition.KNOWN:
                continue
            if label in self.ledger.doors_open:
                self.record(DoorShut(label))
            empty = label not in self.inside.values()
            booked = holding.things
            about = {ConsignmentId(t.about) for t in self.ledger.tasks_at(label) if t.about}
            strange = [t for t, where in self.inside.items() if where == label and t not in {*booked, *about}]
            for thing in strange:
                del self.inside[thing]  # taken out, and given to whoever answers for it
                empty = True
            for thing in booked if empty else ():
                self.flow[thing] = []  # somebody has it: the book says that it left
            self.record(*after_looking(self.ledger, label, empty=empty))
            for thing in strange:
                if thing in self.ledger.consignments:
                    self.flow[thing] = []
                    self.record(Withdrawn(thing))

    def cleans(self) -> None:
        for label, holding in tuple(self.ledger.holdings.items()):
            if holding.care and holding.held_by is None:
                tasks: list[TaskId] = [t.id for t in self.ledger.tasks_at(label) if t.kind is TaskKind.CLEAN]
                self.record(CareDone(label), *map(TaskDone, tasks))

    def operator(self) -> None:
        """What the principal says: gates of whatever has some, and offers."""
        for thing in tuple(self.ledger.consignments.values()):
            step = step_of(self.ledger, thing)
            for gate in () if step is None else step.gates:
                if gate.gate in TOLD_GATES and self.chance(0.4):
                    is_open = self.chance(0.7)
                    self.told[thing.id, gate.gate] = is_open
                    self.record(GateTold(thing.id, gate.gate, is_open))
            if thing.leg.act is Act.DECIDE and thing.case not in self.ledger.offers:
                self.record(OfferMade(thing.case, Money(5000, "EUR")))

    def announces(self) -> None:
        if len(self.ledger.consignments) > 25:
            return
        rules = self.random.choice(self.services)
        if rules.steps[0].start is StepStart.SELF:
            return
        case = f"case {self.draw()}"
        for number in range(len(rules.things)):
            event = self._coming(rules, number, case)
            if event is not None:
                self.record(event)

    def _coming(
        self, rules: ServiceRules, number: int, case: str, slots: Mapping[str, PartyId] = MappingProxyType({})
    ) -> Announced | None:
        kind = rules.things[number]
        people = {slot: PartyId(slot) for slot in slots_of(rules, kind.name)} | dict(slots)
        legs = legs_of(rules, kind.name, people)
        if not legs:
            return None
        thing = ConsignmentId(f"thing {self.draw()}")
        self.flow[thing] = [s for leg in legs if (s := rules.step(leg.step)) is not None]
        self.slots[thing], self.case[thing] = people, case
        amount = Money(900, "EUR") if self.chance(0.5) else None
        return Announced(
            thing, rules.id, legs, "M", rules=rules.digest, kind=kind.name, case=case,
            goods=kind.place.kind, amount=amount,
        )  # fmt: skip

    def comes(self) -> None:
        if len(self.visits) < 3:
            visit = VisitId(f"visit {self.draw()}")
            self.visits.append((visit, self._visit(visit)))

    _acts: Final[tuple[Callable[[Life], None], ...]] = (
        *(announces,) * 6, *(comes,) * 30, *(time_goes,) * 4, clock_is_set, network, sensors, power_goes,
        *(looks,) * 3, *(cleans,) * 3, *(operator,) * 4,
    )  # fmt: skip

    # --- a visit: the power may go at every yield ---------------------------------------------------

    def _ends(self, visit: VisitId, how: Ending) -> None:
        self.visits = [each for each in self.visits if each[0] != visit]
        self.in_hands.pop(visit, None)
        self.shown.pop(visit, None)
        self.record(*settle(self.ledger, visit, how), visit=visit)

    def _visit(self, visit: VisitId) -> _Run:
        party = self._whoever()
        guest = party == GUEST
        if guest:
            party = PartyId(f"{GUEST} {self.draw()}")
        self.record(VisitBegan("walk", "harbour"), visit=visit)
        self._shows(visit, party, guest=guest)
        yield
        if self.chance(0.4):
            other = self._beside(party)
            if other != GUEST:
                self._shows(visit, other)
                yield
        try:
            if guest or self.chance(0.1):
                yield from self._brings(visit, party)
            for _ in range(self.random.randint(1, 3)):
                yield from self._tries(visit, party)
        except _WalkedAway:
            return

    def _whoever(self) -> PartyId:
        """Mostly somebody for whom there is something to do."""
        things = tuple(self.ledger.consignments.values())
        if not things or self.chance(0.15):
            return self.random.choice((GUEST, self.random.choice(self.parties)))
        thing = self.random.choice(things)
        theirs = [p for p in self.parties if entitled(self.ledger, p, thing) and not is_second(p)]
        return self.random.choice(theirs) if theirs else self.random.choice(self.parties)

    def _beside(self, party: PartyId) -> PartyId:
        """A colleague, or anybody."""
        role, colon, _ = party.rpartition(":")
        mates = [p for p in self.parties if colon and p.rpartition(":")[0] == role and p != party]
        return self.random.choice(mates if mates and self.chance(0.7) else self.parties)

    def _shows(self, visit: VisitId, party: PartyId, *, guest: bool = False) -> None:
        if guest:
            self.record(GuestCame(party), visit=visit, actor=party)
            self.shown.setdefault(visit, {})[party] = frozenset()
            return
        kinds = frozenset(self.random.sample(list(Kind), self.random.choice((1, 2, 7, 7))))
        staff = party in self.ledger.staff
        audience = Audience.STAFF if staff else Audience.VISITOR
        tried = CredentialTried(Way.SCAN, audience, party, kinds=tuple(sorted(kinds)))
        self.record(tried, visit=visit, actor=party)
        mine = self.shown.setdefault(visit, {})
        mine[party] = mine.get(party, frozenset()) | kinds

    def _brings(self, visit: VisitId, party: PartyId) -> _Run:
        begun = [r for r in self.services if r.steps[0].start is StepStart.SELF]
        if not begun or len(self.ledger.consignments) > 25:
            return
        rules = self.random.choice(begun)
        step = rules.steps[0]
        if len(self.shown[visit][party]) < step.proof.factors:
            return
        slots = {who.id: party for who in step.by if who.kind is SelectorKind.PERSON}
        event = self._coming(rules, 0, f"case {self.draw()}", slots)
        if event is None:
            return
        first, *later = event.legs
        thing = event.consignment
        mine = Announced(
            thing, event.service, (type(first)(first.act, for_visit(visit), first.step), *later), event.size,
            rules=event.rules, kind=event.kind, case=event.case, goods=event.goods, amount=event.amount,
        )  # fmt: skip
        self.record(mine, visit=visit, actor=party)
        self.holder[thing] = party
        if party not in self.parties:
            self.parties = (*self.parties[: self.regulars], *self.parties[self.regulars :][-20:], party)
        yield
        yield from self._hands(visit, party, thing, Act.DEPOSIT)

    def _tries(self, visit: VisitId, party: PartyId) -> _Run:
        things = tuple(self.ledger.consignments.values())
        if not things:
            return
        mine = [t for t in things if entitled(self.ledger, party, t)]
        thing = self.random.choice(mine if mine and self.chance(0.85) else things)
        if thing.leg.act in WITHOUT_DOOR:
            yield from self._without_door(visit, party, thing)
            return
        act = thing.leg.act if self.chance(0.9) else self.random.choice((Act.COLLECT, Act.DEPOSIT))
        yield from self._hands(visit, party, thing.id, act)

    def _hands(self, visit: VisitId, party: PartyId, name: ConsignmentId, act: Act) -> _Run:
        thing = self.ledger.consignments.get(name)
        if thing is None:
            return
        label = thing.compartment or self.random.choice([c.label for c in self.cabinet.compartments()])
        if act is Act.DEPOSIT:
            label = self._room(thing)
            if not label:
                return
            if self.ledger.holding(label).held_by is None:
                self.record(Reserved(label), visit=visit, actor=party)
        grant = GrantId(f"grant {self.draw()}")
        self.record(GrantGiven(grant, party, act, name, label), visit=visit, actor=party)
        yield
        now = self.ledger.consignments.get(name)
        if now is None:
            return
        yield from self._pays(visit, party, name, due_for(self.facts(), self._at(visit), now, party, label))
        step = step_of(self.ledger, now)
        face = Face.FRONT if step is None or now.leg.recalled or self.chance(0.05) else step.face
        door = label if face is Face.FRONT else f"{label}/{face}"
        if may_open(self.facts(), visit, grant, door) is None:
            self.should(visit, party, name, act, label)
            yield from self._opens(visit, party, name, act, grant, label, door)
        elif self.ledger.holding(label).held_by == visit and visit not in self.in_hands:
            self.record(Released(label), visit=visit, actor=party)

    def _opens(
        self,
        visit: VisitId,
        party: PartyId,
        name: ConsignmentId,
        act: Act,
        grant: GrantId,
        label: str,
        door: str,
    ) -> _Run:
        intent = IntentId(f"intent {self.draw()}")
        self.record(OpeningIntended(intent, grant, door), visit=visit, actor=party)
        self.in_hands[visit] = (name, label)
        result = self.random.choice(_OUTCOMES)
        opens = result is DoorResult.OPENED or (result is DoorResult.UNKNOWN and self.chance(0.5))
        moves = opens and self.chance(0.85)
        if moves and act is Act.COLLECT:
            self.inside.pop(name, None)
        elif moves:
            self.inside[name] = label
        yield
        mine = next((i for i in self._at(visit).intents if i.id == intent), None)
        follows = () if mine is None else tuple(with_opening(self.facts(), self._at(visit), mine, result))
        self.record(*follows, OpeningEnded(intent, result), visit=visit, actor=party)
        if result is not DoorResult.OPENED:
            if result is not DoorResult.NOT_SENT:
                raise _WalkedAway
            self.in_hands.pop(visit, None)
            if self.ledger.holding(label).held_by == visit:
                self.record(Released(label), visit=visit, actor=party)
            return
        yield
        if self.chance(0.05):
            raise _WalkedAway  # with the door open
        self.record(DoorShut(door), visit=visit, actor=party)
        yield
        if self.chance(0.05):
            raise _WalkedAway  # without a word
        if not moves and act is Act.COLLECT:
            self.record(LeftInside(name, label), Released(label), visit=visit, actor=party)
        elif moves:
            self._says(visit, party, name, act, label)
        elif act is Act.DEPOSIT:
            self.record(Released(label), visit=visit, actor=party)
        self.in_hands.pop(visit, None)
        yield

    def _says(self, visit: VisitId, party: PartyId, name: ConsignmentId, act: Act, label: str) -> None:
        thing = self.ledger.consignments[name]
        claimed = claim_of(self.facts(), thing, party, label)
        new = f"{visit}.{name}"
        owed = () if claimed is None else tuple(earned(self.ledger, self._at(visit), claimed, new))
        if act is Act.COLLECT:
            care = tuple(care_after(self.ledger, label, (name,)))
            behind = tuple(left_behind(self.ledger, thing))
            self.record(*behind, Collected(name, label), *owed, *care, visit=visit, actor=party)
        else:
            self.record(Deposited(name, label), *owed, Released(label), visit=visit, actor=party)

    def _without_door(self, visit: VisitId, party: PartyId, thing: Consignment) -> _Run:
        step = step_of(self.ledger, thing)
        answer = self.random.choice(step.choose) if step is not None and step.choose else ""
        yield from self._pays(
            visit, party, thing.id, due_for_step(self.facts(), self._at(visit), thing, party, answer)
        )
        now = self.ledger.consignments.get(thing.id)
        if now is None or may_do(self.facts(), visit, party, now, answer) is not None:
            return
        self.should(visit, party, thing.id, now.leg.act, "")
        if answer:
            self.answer[self.case[thing.id]] = answer
        new = f"{visit}.{thing.id}"
        events = tuple(step_done(self.facts(), self._at(visit), now, party, new, answer))
        self.step_done(thing.id, visit)
        self.record(*events, visit=visit, actor=party)
        yield

    def _pays(
        self, visit: VisitId, party: PartyId, name: ConsignmentId, due_now: tuple[PriceDue, ...]
    ) -> _Run:
        for each in due_now:
            if self.chance(0.2):
                return
            charge = ChargeId(f"charge {self.draw()}")
            booked = ChargeBooked(charge, BookedHow.BY_HAND)
            self.record(each.fixed(charge), booked, visit=visit, actor=party)
            self.paid.add((visit, name, each.name))
            yield

    def _room(self, thing: Consignment) -> str:
        place = place_of(self.ledger, thing)
        service = Service(thing.service, rules=self.rules[thing.service])
        only = among(self.ledger, self.cabinet, service, place)
        temperature = "" if place is None else place.temperature
        home = allocate(self.ledger, self.cabinet, "M", {}, temperature=temperature, only=only)
        return "" if home is None else home.label

    def _at(self, visit: VisitId) -> Visit:
        return self.ledger.visits[visit]

    # --- the end --------------------------------------------------------------------------------------

    def ends(self) -> None:
        """Every visit is over and every doubt looked at: the book is the world."""
        self.power_goes()
        self.looks()
        self.cleans()
        self.agrees()


def _is_group(who: Selector) -> bool:
    return who.kind is SelectorKind.GROUP


def lived(life: Life, steps: int) -> None:
    """So many steps, and then every doubt is looked at. Raises LifeError."""
    for _ in range(steps):
        life.step()
    life.ends()
