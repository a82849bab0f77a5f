"""The present, as values: what is where and for whom, who may open what, which visits are unsettled.

It is folded from the journal (`kiosk.custody.fold`) and never changed in any other way. What is over leaves
it: a collected consignment, a settled visit and a done task live on in the journal only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, assert_never

from kiosk.custody.changes import replace
from kiosk.custody.event import Event
from kiosk.custody.ids import (
    ChargeId,
    ConsignmentId,
    GrantId,
    IntentId,
    PartyId,
    TaskId,
    TenancyId,
    VisitId,
)
from kiosk.custody.learning.state import Commissioning
from kiosk.custody.machine.state import STRIDE, RowTime
from kiosk.custody.machine.updates import LastUpdate
from kiosk.custody.money.state import Charge, VoucherState
from kiosk.custody.power.supplies import Supply
from kiosk.custody.proofs.attempts import Bucket
from kiosk.custody.proofs.state import Delegation, OperatorKeys
from kiosk.custody.senses.state import Excursion, Unwatched
from kiosk.custody.services.rules import GateKind, Money, PauseReason, Selector, SelectorKind, ServiceRules
from kiosk.custody.services.state import CaseOffer
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.events import Leg
from kiosk.custody.words import Act, Audience, Condition, DoorResult, Kind, Level, Stage, TaskKind, Why
from kiosk.custody.work.levels import USUAL


class Recorded(NamedTuple):
    """A row of the journal as the fold sees it. `at` is UTC; `trusted`: by a clock that a time server set."""

    seq: int
    at: datetime
    visit: VisitId | None
    principal: str
    actor: str
    event: Event
    trusted: bool = True


@dataclass(frozen=True, slots=True)
class Consignment:
    """A thing on its way; `legs[0]` is the hand-over it waits for, `compartment` where it is.

    `rules`, `kind`, `case`, `loop`, `goods`, `amount`: as announced. `holder`: who has taken it and will
    bring it back; `depositor`: who put it in last; `brought`: as which leg. `ready`: nobody has to look at
    it first. `gates`: what the principal last said. `reached`: so many deadlines of its clock are over.
    """

    id: ConsignmentId
    principal: str
    service: str
    legs: tuple[Leg, ...]
    size: str = ""
    in_reach: bool = False
    stage: Stage = Stage.ANNOUNCED
    compartment: str | None = None
    clock: RetentionClock | None = None
    route: str = ""
    rules: str = ""
    kind: str = ""
    case: str = ""
    loop: tuple[Leg, ...] = ()
    goods: str = ""
    amount: Money | None = None
    holder: PartyId | None = None
    depositor: PartyId | None = None
    brought: Leg | None = None
    ready: bool = True
    gates: tuple[tuple[GateKind, bool], ...] = ()
    reached: int = 0

    @property
    def leg(self) -> Leg:
        return self.legs[0] if self.legs else _NOBODYS

    @property
    def pooled(self) -> bool:
        """Whether it is one of many: whoever comes first may take it, and it is for nobody by name."""
        leg = self.leg
        kinds = {one.kind for one in leg.by}
        return leg.act is Act.COLLECT and not leg.recalled and bool(kinds & _OF_MANY) and not kinds & _NAMED

    @property
    def comes_back(self) -> bool:
        """Whether somebody has it, and is to bring it back."""
        leg = self.leg
        lent = leg.act is Act.DEPOSIT and any(one.kind is SelectorKind.HOLDER for one in leg.by)
        return lent and self.holder is not None and self.stage is Stage.ANNOUNCED


@dataclass(frozen=True, slots=True)
class Departure:
    """When a consignment left the book; what the vault has of it is kept for its service's time.

    `came`: it was here; else a visitor had brought it along and kept it.
    """

    at: datetime
    service: str
    came: bool = True


@dataclass(frozen=True, slots=True)
class Holding:
    """What the book says of one compartment. `held_by`: the one visit that may work on it now.

    `why`: of one that is broken. `tenancy`: whose space it is, where somebody rents it. `care`: what it
    needs before anything goes in. `touched`: the classes of what was there since it was last cleaned.
    """

    things: tuple[ConsignmentId, ...] = ()
    condition: Condition = Condition.KNOWN
    held_by: VisitId | None = None
    why: Why | None = None
    tenancy: TenancyId | None = None
    care: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()

    @property
    def is_usual(self) -> bool:
        """Whether there is nothing to say of the compartment."""
        at_rest = self.condition is Condition.KNOWN and self.held_by is None
        return at_rest and not self.taken and not self.care and not self.touched

    @property
    def taken(self) -> bool:
        """Whether something is there, or whatever its tenant keeps there."""
        return bool(self.things) or self.tenancy is not None

    @property
    def only_stuck(self) -> bool:
        """Whether all that is wrong is that its lock held: what is there is as booked."""
        return self.condition is Condition.BROKEN and self.why is Why.JAMMED


@dataclass(frozen=True, slots=True)
class Grant:
    """A proven claim with a number of openings left."""

    id: GrantId
    visit: VisitId
    party: PartyId
    act: Act
    source: str
    compartment: str
    openings: int


@dataclass(frozen=True, slots=True)
class Intent:
    """An opening that was committed; `result` is None until the world has answered.

    `source`: the consignment's or the task's id that its grant is for. `accounted`: after it, an event said
    what became of what is behind the door. Once that was said and the door is shut, it is over; one that
    was never sent is over at once: it changed nothing.
    """

    id: IntentId
    grant: GrantId
    visit: VisitId
    door: str
    compartment: str
    act: Act
    result: DoorResult | None = None
    shut: bool = False
    accounted: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A lock was told to open and its door was not seen to: it may still come open.

    `at`: when nobody waited for it any more.
    """

    intent: Intent
    at: datetime


@dataclass(frozen=True, slots=True)
class Collection:
    """Something this visit took out, for the grace in which the door may be opened again."""

    consignment: ConsignmentId
    compartment: str
    at: datetime
    service: str
    reopened: int = 0
    step: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """An unsettled visit. `proven`: whose credentials it has seen, and as what.

    `proofs`: the kinds that stand for everything of a party's; `scoped`: those that stand for one thing.
    `charges`: what was fixed in it.
    """

    id: VisitId
    number: int
    word: str
    journey: str
    with_screen: bool = True
    proven: Mapping[PartyId, Audience] = field(default_factory=dict)
    intents: tuple[Intent, ...] = ()
    collected: tuple[Collection, ...] = ()
    deposited: tuple[ConsignmentId, ...] = ()
    parked_at: str | None = None
    announced: tuple[ConsignmentId, ...] = ()
    """What whoever is there has brought along, and nobody had announced before."""
    guest: PartyId | None = None
    """Who is there without having shown anything."""
    proofs: Mapping[PartyId, frozenset[Kind]] = field(default_factory=dict)
    scoped: Mapping[ConsignmentId, frozenset[Kind]] = field(default_factory=dict)
    charges: tuple[ChargeId, ...] = ()
    tenancies: tuple[TenancyId, ...] = ()
    """Those that it began."""


@dataclass(frozen=True, slots=True)
class Task:
    """Work at a compartment for whoever has the role. `text`: the id of what somebody wrote about it.

    `about`: the thing that may be there, and may not.
    """

    id: TaskId
    kind: TaskKind
    compartment: str
    role: str
    principal: str
    note: str = ""
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Uses:
    """How often somebody has done a step of a service that may be done so often only.

    `times`: the last ones that count; `within`: seconds after which one counts no more, 0 for never.
    """

    times: tuple[datetime, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Staff:
    """`counter`: the time step of the last code that was taken; it and those before it are spent.

    `drift`: by so many steps their phone's clock was ahead of this machine's then, and `drift_at` says when.
    `lost`: they came in without it since, so that nobody knows how far the two are apart.
    `since`: when their credentials were made. `route`: they bring what is on it alone; empty for everything.
    """

    id: PartyId
    role: str
    principal: str
    counter: int = 0
    since: datetime | None = None
    route: str = ""
    drift: int = 0
    drift_at: datetime | None = None
    lost: bool = False

    def goes(self, route: str) -> bool:
        """Whether something on this route is theirs to bring."""
        return self.route in ("", route)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Compartments that nothing was ever said about are not in `holdings`: see `holding`.

    `seq` and `at` are those of the last row; `latest` is the latest time by a clock that could be trusted;
    `paced` the time that had surely come by then, and `leap` how far ahead of it a time server's clock is
    believed at once (`kiosk.custody.machine.pace`).
    """

    seq: int = 0
    at: datetime | None = None
    latest: datetime | None = None
    paced: datetime | None = None
    leap: timedelta = STRIDE
    visits_begun: int = 0
    holdings: Mapping[str, Holding] = field(default_factory=dict)
    consignments: Mapping[ConsignmentId, Consignment] = field(default_factory=dict)
    grants: Mapping[GrantId, Grant] = field(default_factory=dict)
    visits: Mapping[VisitId, Visit] = field(default_factory=dict)
    tasks: Mapping[TaskId, Task] = field(default_factory=dict)
    staff: Mapping[PartyId, Staff] = field(default_factory=dict)
    doors_open: frozenset[str] = frozenset()
    doors_down: frozenset[str] = frozenset()
    unopened: Mapping[str, Unopened] = field(default_factory=dict)
    """By door: the last opening of each that did not come, until the door is seen open."""
    attempts: Mapping[str, Bucket] = field(default_factory=dict)
    departed: Mapping[ConsignmentId, Departure] = field(default_factory=dict)
    commissioning: Commissioning | None = None
    levels: Mapping[Level, int] = field(default_factory=dict)
    supplies: Mapping[str, Supply] = field(default_factory=dict)
    operator_keys: OperatorKeys = field(default_factory=OperatorKeys)
    delegations: Mapping[str, Delegation] = field(default_factory=dict)
    low_doors: frozenset[PartyId] = frozenset()
    """Who asked for doors that can be reached from a seat."""
    revocations_at: datetime | None = None
    excursions: Mapping[str, Excursion] = field(default_factory=dict)
    """By zone, those under way."""
    unwatched: Mapping[str, Unwatched] = field(default_factory=dict)
    """By zone."""
    exposed: frozenset[ConsignmentId] = frozenset()
    """What is here and was in an excursion."""
    contacts_open: frozenset[str] = frozenset()
    erased_at: int = 0
    """The last row after which no older copy of the data may stay; 0 where nobody was ever erased."""
    rules: Mapping[str, ServiceRules] = field(default_factory=dict)
    """By digest: all that were ever in force."""
    groups: Mapping[str, frozenset[PartyId]] = field(default_factory=dict)
    pauses: frozenset[PauseReason] = frozenset()
    """Why clocks stand, besides what the machine and its doors say themselves."""
    done: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By case: the steps of it that are done, while anything of it is in the book."""
    offers: Mapping[str, CaseOffer] = field(default_factory=dict)
    """By case: what was offered and answered, while anything of it is in the book."""
    charges: Mapping[ChargeId, Charge] = field(default_factory=dict)
    """Those with something still to come."""
    closed_charges: Mapping[ChargeId, Charge] = field(default_factory=dict)
    """Those of the last weeks with nothing left to do, for whoever wants money back."""
    vouchers: Mapping[str, VoucherState] = field(default_factory=dict)
    settled: Mapping[str, datetime] = field(default_factory=dict)
    fiscal_receipts: int = 0
    orders: Mapping[str, str] = field(default_factory=dict)
    """Orders that were taken and have not ended, by name: who gave each."""
    tenancies: Mapping[TenancyId, Tenancy] = field(default_factory=dict)
    last_update: LastUpdate | None = None
    drain_until: datetime | None = None
    """By when the machine is to be empty."""
    uses: Mapping[str, Uses] = field(default_factory=dict)
    """By service, step and person (`kiosk.custody.things.quotas`), where there is a quota."""
    credentials_bound: bool = False
    """Whether a credential that is not tied to its owner was put into the vault by somebody else."""

    def after_row(self, seq: int, at: datetime, time: RowTime | None) -> Ledger:
        """The same, at this row; `time`: None where it is as it was."""
        if time is None:
            return replace(self, seq=seq)
        return replace(self, seq=seq, at=at, latest=time.latest, paced=time.paced, leap=time.leap)

    @property
    def under_maintenance(self) -> bool:
        """Whether somebody works on the machine as a whole, so that it serves nobody else."""
        return any(t.kind in _OF_THE_MACHINE for t in self.tasks.values())

    @property
    def rests(self) -> bool:
        """Whether a battery is so low that nobody is served."""
        return any(one.low for one in self.supplies.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in the machine, as far as the book knows, and nobody rents a space."""
        return not any(h.taken for h in self.holdings.values())

    def level(self, level: Level) -> int:
        """How loud or bright the machine is to be, in steps."""
        return self.levels.get(level, USUAL[level])

    def holding(self, compartment: str) -> Holding:
        return self.holdings.get(compartment, _EMPTY)

    def role_of(self, party: PartyId) -> str:
        """The role of a member of staff, empty for anybody else."""
        member = self.staff.get(party)
        return "" if member is None else member.role

    def waiting_for(self, party: PartyId) -> tuple[Consignment, ...]:
        """What is here for this party to collect, oldest first."""
        mine = (
            c
            for c in self.consignments.values()
            if c.stage is Stage.WAITING and c.leg.act is Act.COLLECT and not c.pooled and self.names(c, party)
        )
        return tuple(sorted(mine, key=lambda c: (c.clock.started if c.clock else _NEVER, c.id)))

    def names(self, thing: Consignment, party: PartyId) -> bool:
        """Whether the present leg of the thing is this party's by name, and not by a role."""
        return any(self._is(one, thing, party) for one in thing.leg.by)

    def _is(self, who: Selector, thing: Consignment, party: PartyId) -> bool:
        match who.kind:
            case SelectorKind.PARTY:
                return who.id == party
            case SelectorKind.GROUP:
                return party in self.groups.get(who.id, frozenset())
            case SelectorKind.HOLDER:
                return thing.holder == party
            case SelectorKind.DEPOSITOR:
                return thing.depositor == party
            case SelectorKind.VISIT:
                visit = self.visits.get(VisitId(who.id))
                return visit is not None and party in visit.proven
            case SelectorKind.ROLE | SelectorKind.PERSON | SelectorKind.ANYONE:
                return False
            case _:
                assert_never(who.kind)

    def announced_for(self, member: Staff) -> tuple[Consignment, ...]:
        """What this member of staff is expected to put in: of their role, their principal and their route."""
        return tuple(
            c
            for c in self.consignments.values()
            if c.stage is Stage.ANNOUNCED
            and c.principal == member.principal
            and member.role in c.leg.roles
            and member.goes(c.route)
        )

    def in_hand(self, thing: ConsignmentId) -> Intent | None:
        """The opening for this thing of which its visit has not yet said what became of it."""
        intents = (intent for visit in self.visits.values() for intent in visit.intents)
        return next((i for i in intents if i.source == thing and not i.accounted), None)

    def wants_low_door(self, thing: Consignment) -> bool:
        """Whether somebody it is for has asked for a door in reach, or whoever announced it."""
        return thing.in_reach or any(p in self.low_doors for leg in thing.legs for p in leg.parties)

    def tasks_for(self, role: str) -> tuple[Task, ...]:
        return tuple(t for t in self.tasks.values() if t.role == role)

    def tasks_at(self, compartment: str) -> tuple[Task, ...]:
        return tuple(t for t in self.tasks.values() if t.compartment == compartment)


_OF_MANY = frozenset({SelectorKind.GROUP, SelectorKind.ANYONE, SelectorKind.PERSON})
"""Who takes one of many: a slot that nobody was named for is whoever comes."""
_NAMED = frozenset({SelectorKind.PARTY, SelectorKind.HOLDER, SelectorKind.DEPOSITOR, SelectorKind.VISIT})
_OF_THE_MACHINE = (TaskKind.MAINTAIN, TaskKind.COMMISSION)
_EMPTY = Holding()
_NOBODYS = Leg(Act.COLLECT, ())
_NEVER = datetime.max.replace(tzinfo=UTC)
EMPTY = Ledger()
