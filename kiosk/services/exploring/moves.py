"""What can happen next with a case: each move that somebody, a clock or the operator can make now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kiosk.custody.cabinet.allocation import allocate, among
from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.cabinet.care import care_after, place_of
from kiosk.custody.doors.claims import entitled, may_open
from kiosk.custody.doors.events import (
    DoorShut,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
)
from kiosk.custody.doors.paid import claim_of, due_for, due_for_space, with_opening
from kiosk.custody.doors.settle import settle
from kiosk.custody.doors.steps import (
    WITHOUT_DOOR,
    decides_on,
    due_for_step,
    makes_offers,
    may_do,
    step_done,
)
from kiosk.custody.event import Event
from kiosk.custody.ids import (
    ChargeId,
    ConsignmentId,
    GrantId,
    IntentId,
    PartyId,
    PaymentId,
    TenancyId,
    VisitId,
)
from kiosk.custody.ledger import Consignment, Visit
from kiosk.custody.money.dues import PriceDue, earned
from kiosk.custody.money.events import PaymentEnded, PaymentIntended
from kiosk.custody.money.words import PayResult, PayWay, PayWhat
from kiosk.custody.proofs.events import CredentialTried, GuestCame
from kiosk.custody.services.binding import legs_of, loop_of, slots_of
from kiosk.custody.services.events import GateTold, OfferMade
from kiosk.custody.services.rules import (
    TOLD_GATES,
    ClockDeed,
    GateKind,
    Money,
    Selector,
    SelectorKind,
    StepRule,
    StepStart,
)
from kiosk.custody.spaces.claims import is_holder, space_step
from kiosk.custody.spaces.closing import ended
from kiosk.custody.spaces.deadlines import due_of_space, next_of_space
from kiosk.custody.spaces.events import TenancyUsed
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.spaces.terms import agreed_until, beginning, step_of_act
from kiosk.custody.things.cases import left_behind
from kiosk.custody.things.deadlines import due, ends_at, next_deadline, step_of
from kiosk.custody.things.events import (
    Announced,
    CareDone,
    Collected,
    Deposited,
    Released,
    Reserved,
    for_visit,
)
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, DoorResult, Ending, Kind, Stage, TaskKind, TenancyEnd, Way
from kiosk.custody.work.events import TaskDone
from kiosk.custody.work.looking import cleared
from kiosk.services.exploring.world import GUEST, TENANT, CaseWorld, currency_of, is_second, order_amount

CASE: Final = "case"


class MoveKind(StrEnum):
    STEP = "step"
    """Somebody does a step of the service."""
    ORDER = "order"
    """The operator announces the case, or gives a space."""
    DEADLINE = "deadline"
    """Nobody came in time."""
    GATE = "gate"
    """The operator opens a gate."""
    OFFER = "offer"
    """The operator makes an offer."""
    CLEARED = "cleared"
    """Staff empty a rented space; its content is a thing of its own, or there is none."""
    CLEANED = "cleaned"
    """Staff give a compartment the care that it needs."""


@dataclass(frozen=True, slots=True)
class CaseMove:
    """`party` does `step` of the `thing`; or what else `kind` says. `answer`: what is decided. `deed`: what a
    deadline brings. `recalled`: it goes back. `gate`: which is open now. `becomes`: the world after it."""

    kind: MoveKind
    becomes: CaseWorld
    thing: str = ""
    step: str = ""
    party: str = ""
    answer: str = ""
    deed: ClockDeed | None = None
    gate: GateKind | None = None
    recalled: bool = False


def begins(world: CaseWorld) -> Iterator[CaseMove]:
    """How a case comes to be: announced, or begun by whoever comes."""
    space = step_of_act(world.rules, Act.BEGIN)
    if space is not None:
        yield from _begins_space(world, space)
        return
    steps = world.rules.steps
    first = steps[0]
    if first.start is StepStart.SELF and first.act is Act.DEPOSIT:
        yield from _brings(world, first)
    else:
        yield CaseMove(MoveKind.ORDER, _announced(world))


def moves(world: CaseWorld) -> Iterator[CaseMove]:
    """All that can happen now."""
    for thing in world.ledger.consignments.values():
        yield from _steps(world, thing)
        yield from _late(world, thing)
        yield from _told(world, thing)
    for space in world.ledger.tenancies.values():
        yield from _in_space(world, space)
    yield from _offers(world)
    yield from _cleaned(world)


# --- who comes ------------------------------------------------------------------------------------


def _with_visit(world: CaseWorld, party: PartyId, step: StepRule | None) -> CaseWorld:
    """This party is at the machine, having shown all there is, with a second person where the step asks."""
    if world.party != party or world.visit is None:
        world = _left(world)
        name, world = world.draw()
        world = replace(world, visit=VisitId(name), party=party)
        came: Event = GuestCame(party)
        if party != GUEST:
            came = _shown(world, party)
        world = world.after(VisitBegan("exploring", "harbour"), came)
    second = None if step is None else _second_of(world, party, step)
    visit = world.ledger.visits[world.visit] if world.visit is not None else None
    if second is not None and visit is not None and second not in visit.proven:
        world = world.after(_shown(world, second))
    return world


def _shown(world: CaseWorld, party: PartyId) -> CredentialTried:
    audience = Audience.STAFF if party in world.ledger.staff else Audience.VISITOR
    return CredentialTried(Way.SCAN, audience, party, kinds=tuple(Kind))


def _second_of(world: CaseWorld, party: PartyId, step: StepRule) -> PartyId | None:
    if step.second is None:
        return None
    named = (p for p in world.parties if p != party and p.rpartition(":")[0] == step.second.id)
    return next((p for p in named if is_second(p)), None)


def _left(world: CaseWorld) -> CaseWorld:
    """Whoever was there has gone."""
    if world.visit is None:
        return world
    gone = world.after(*settle(world.ledger, world.visit, Ending.FINISHED))
    return replace(gone, visit=None, party=None)


def _here(world: CaseWorld) -> Visit:
    if world.visit is None:
        raise LookupError("nobody is there")
    return world.ledger.visits[world.visit]


# --- how a case begins ----------------------------------------------------------------------------


def _people(world: CaseWorld, thing: str) -> dict[str, PartyId]:
    return {slot: PartyId(slot) for slot in slots_of(world.rules, thing)}


def _coming(world: CaseWorld, number: int) -> Announced:
    rules, kind = world.rules, world.rules.things[number]
    people = _people(world, kind.name)
    return Announced(
        ConsignmentId(f"thing{number}"),
        rules.id,
        legs_of(rules, kind.name, people),
        next(iter(world.cabinet.sizes)),
        rules=rules.digest,
        kind=kind.name,
        case=CASE,
        loop=loop_of(rules, kind.name, people),
        goods=kind.place.kind,
        amount=order_amount(rules),
    )


def _announced(world: CaseWorld) -> CaseWorld:
    every = (_coming(world, number) for number in range(len(world.rules.things)))
    return world.after(*(one for one in every if one.legs), at_large=True)


def _brings(world: CaseWorld, step: StepRule) -> Iterator[CaseMove]:
    """Whoever comes brings it along: it is announced and put in, in one visit."""
    who = step.by[0]
    # Whoever takes the place of a slot has a code for what is theirs from then on.
    party = PartyId(who.id) if who.kind is SelectorKind.PERSON else GUEST
    there = _with_visit(world, party, step)
    coming = _coming(there, 0)
    people = _people(there, coming.kind)
    first, *later = legs_of(there.rules, coming.kind, people)
    visit = there.visit or VisitId("")
    loop = loop_of(there.rules, coming.kind, people)
    there = there.after(replace(coming, legs=(replace(first, by=for_visit(visit)), *later), loop=loop))
    thing = there.ledger.consignments[coming.consignment]
    for done in _opens(there, thing, party, step):
        yield CaseMove(MoveKind.STEP, done, thing.kind, step.name, party)


def _begins_space(world: CaseWorld, step: StepRule) -> Iterator[CaseMove]:
    """Where nobody may begin it at the machine, the operator gives it to somebody."""
    label = _room(world, None)
    tenancy = TenancyId("space")
    until = agreed_until(world.rules, world.facts.calendar, world.now)
    who = step.by[0]
    holder = Selector(SelectorKind.PARTY, who.id if who.kind is SelectorKind.PERSON else TENANT)
    if who.kind is SelectorKind.GROUP:
        holder = who
    made = beginning(world.rules, tenancy, holder, label, until)
    if step.start is StepStart.ORDER:
        yield CaseMove(MoveKind.ORDER, world.after(made, at_large=True))
        return
    party = next(p for p in world.parties if _names(world, holder, p))
    there = _with_visit(world, party, step).after(Reserved(label), made)
    space = there.ledger.tenancies[tenancy]
    for done in _opens_space(there, space, party, Act.BEGIN):
        used = done.after(TenancyUsed(tenancy, label), Released(label))
        yield CaseMove(MoveKind.STEP, used, "", step.name, party)


# --- hand-overs -----------------------------------------------------------------------------------


def _steps(world: CaseWorld, thing: Consignment) -> Iterator[CaseMove]:
    leg = thing.leg
    in_turn = (thing.stage is Stage.WAITING) is (leg.act is Act.COLLECT) or leg.act in WITHOUT_DOOR
    if thing.stage is Stage.QUARANTINED or not in_turn:
        return
    step = step_of(world.ledger, thing)
    for party in world.parties:
        if is_second(party) or not _asked(world, thing, party):
            continue
        there = _with_visit(world, party, step)
        now = there.ledger.consignments.get(thing.id)
        if now is None:
            continue
        if leg.act in WITHOUT_DOOR:
            yield from _without_door(there, now, party, step)
            continue
        for done in _opens(there, now, party, step):
            kind, recalled = MoveKind.STEP, leg.recalled
            yield CaseMove(kind, done, thing.kind, leg.step, party, recalled=recalled)


def _asked(world: CaseWorld, thing: Consignment, party: PartyId) -> bool:
    anyone = any(one.kind is SelectorKind.ANYONE for one in thing.leg.by)
    return (anyone and party == GUEST) or (not anyone and entitled(world.ledger, party, thing))


def _opens(
    world: CaseWorld, thing: Consignment, party: PartyId, step: StepRule | None
) -> Iterator[CaseWorld]:
    """The door is asked for, paid for, opened, and the thing put in or taken out; nothing where it is not."""
    act = thing.leg.act
    label = (thing.compartment or "") if act is Act.COLLECT else _room(world, thing)
    if not label:
        return
    name, world = world.draw()
    grant = GrantId(name)
    world = world.after(GrantGiven(grant, party, act, thing.id, label))
    world = _paid(world, due_for(world.facts, _here(world), thing, party, label))
    opened = _door(world, grant, label, Face.FRONT if step is None or thing.leg.recalled else step.face)
    if opened is None:
        return
    claimed = claim_of(opened.facts, thing, party, label)
    new = f"{opened.visit}.{thing.id}"
    owed = () if claimed is None else tuple(earned(opened.ledger, _here(opened), claimed, new))
    if act is Act.COLLECT:
        care = tuple(care_after(opened.ledger, label, (thing.id,)))
        behind = tuple(left_behind(opened.ledger, thing))
        yield opened.after(*behind, Collected(thing.id, label), *owed, *care)
    else:
        yield opened.after(Deposited(thing.id, label), *owed, Released(label))


def _door(world: CaseWorld, grant: GrantId, label: str, face: Face) -> CaseWorld | None:
    """The door opens by the machine's own rule, and is shut again; None where it stays shut."""
    home = world.cabinet.compartment(label)
    door = next((d.id for d in home.doors if d.face is face), label) if home is not None else label
    if world.visit is None or may_open(world.facts, world.visit, grant, door) is not None:
        return None
    name, world = world.draw()
    intent = IntentId(name)
    world = world.after(OpeningIntended(intent, grant, door))
    mine = next(each for each in _here(world).intents if each.id == intent)
    follows = tuple(with_opening(world.facts, _here(world), mine, DoorResult.OPENED))
    return world.after(*follows, OpeningEnded(intent, DoorResult.OPENED), DoorShut(door))


def _paid(world: CaseWorld, due: tuple[PriceDue, ...]) -> CaseWorld:
    for each in due:
        name, world = world.draw()
        charge, payment = ChargeId(f"c{name}"), PaymentId(f"p{name}")
        asked = PaymentIntended(payment, charge, PayWhat.TAKE, each.amount, PayWay.CARD, "terminal")
        done = PaymentEnded(payment, charge, PayResult.DONE, amount=each.amount)
        world = world.after(each.fixed(charge), asked, done)
    return world


def _room(world: CaseWorld, thing: Consignment | None) -> str:
    """Where it goes, by the machine's own choice; empty where there is no room."""
    rules = world.rules
    place = rules.things[0].place if thing is None else place_of(world.ledger, thing)
    wanted = place or rules.things[0].place
    only = among(world.ledger, world.cabinet, Service(rules.id, rules=rules), wanted)
    size = next(iter(world.cabinet.sizes))
    home = allocate(world.ledger, world.cabinet, size, {}, temperature=wanted.temperature, only=only)
    return "" if home is None else home.label


def _without_door(
    world: CaseWorld, thing: Consignment, party: PartyId, step: StepRule | None
) -> Iterator[CaseMove]:
    answers = ("",) if step is None or thing.leg.act is Act.PAY else step.choose
    for answer in answers:
        there = _paid(world, due_for_step(world.facts, _here(world), thing, party, answer))
        if there.visit is None or may_do(there.facts, there.visit, party, thing, answer) is not None:
            continue
        new = f"{there.visit}.{thing.id}"
        events = tuple(step_done(there.facts, _here(there), thing, party, new, answer))
        yield CaseMove(MoveKind.STEP, there.after(*events), thing.kind, thing.leg.step, party, answer)


# --- what clocks and the operator do --------------------------------------------------------------


def _late(world: CaseWorld, thing: Consignment) -> Iterator[CaseMove]:
    deadline = next_deadline(world.ledger, thing)
    if deadline is None or thing.clock is None:
        return
    gone = _left(world)
    calendar = gone.facts.calendar
    there = gone.at(ends_at(thing.clock, deadline, calendar, gone.now))
    happened = tuple(due(there.ledger, thing, calendar, there.now))
    if happened:
        after = there.after(*happened, at_large=True)
        yield CaseMove(MoveKind.DEADLINE, after, thing.kind, thing.leg.step, deed=deadline.do)


def _told(world: CaseWorld, thing: Consignment) -> Iterator[CaseMove]:
    step = step_of(world.ledger, thing)
    told = {gate for gate, is_open in thing.gates if is_open}
    for gate in () if step is None or thing.leg.recalled else step.gates:
        if gate.gate in TOLD_GATES and gate.gate not in told:
            after = _left(world).after(GateTold(thing.id, gate.gate, is_open=True), at_large=True)
            yield CaseMove(MoveKind.GATE, after, thing.kind, thing.leg.step, gate=gate.gate)


def _offers(world: CaseWorld) -> Iterator[CaseMove]:
    if CASE in world.ledger.offers or not makes_offers(world.rules):
        return
    for thing in world.ledger.consignments.values():
        # Before the decision is the next step, an offer changes nothing yet.
        if decides_on(thing) is not None and thing.leg.act is Act.DECIDE:
            made = OfferMade(thing.case, Money(1000, currency_of(world.rules)))
            yield CaseMove(MoveKind.OFFER, _left(world).after(made, at_large=True), thing.kind)
            return


def _cleaned(world: CaseWorld) -> Iterator[CaseMove]:
    for label, holding in world.ledger.holdings.items():
        if holding.care and not holding.things:
            tasks = (t.id for t in world.ledger.tasks_at(label) if t.kind is TaskKind.CLEAN)
            after = _left(world).after(CareDone(label), *map(TaskDone, tasks), at_large=True)
            yield CaseMove(MoveKind.CLEANED, after)


# --- rented spaces --------------------------------------------------------------------------------


def _names(world: CaseWorld, holder: Selector, party: PartyId) -> bool:
    if holder.kind is SelectorKind.GROUP:
        return party in world.ledger.groups.get(holder.id, frozenset())
    return holder.id == party


def _in_space(world: CaseWorld, space: Tenancy) -> Iterator[CaseMove]:
    for party in world.parties:
        if not is_second(party) and is_holder(world.ledger, party, space):
            yield from _at_space(world, space, party)
    deadline = next_of_space(world.ledger, space)
    gone = _left(world)
    if deadline is not None:
        calendar = gone.facts.calendar
        there = gone.at(ends_at(space.clock, deadline, calendar, gone.now))
        happened = tuple(due_of_space(there.ledger, space, calendar, there.now))
        if happened:
            after = there.after(*happened, at_large=True)
            yield CaseMove(MoveKind.DEADLINE, after, deed=deadline.do, step=_end_of(world, space))
    if any(task.kind is TaskKind.CLEAR for task in gone.ledger.tasks_at(space.compartment)):
        party = next((p for p in world.parties if p in gone.ledger.staff), GUEST)
        staff = _with_visit(gone, party, None)
        for found in (False, True):
            emptied = staff.after(*cleared(staff.ledger, space, found=found))
            yield CaseMove(MoveKind.CLEARED, emptied, answer="found" if found else "")


def _end_of(world: CaseWorld, space: Tenancy) -> str:
    step = space_step(world.ledger, space, Act.END)
    return "" if step is None else step.name


def _at_space(world: CaseWorld, space: Tenancy, party: PartyId) -> Iterator[CaseMove]:
    for act in (Act.USE, Act.END) if space.opened else (Act.BEGIN,):
        step = space_step(world.ledger, space, act)
        if step is None:
            continue
        there = _with_visit(world, party, step)
        for done in _opens_space(there, space, party, act):
            now = done.ledger.tenancies[space.id]
            used: tuple[Event, ...] = (TenancyUsed(space.id, space.compartment),)
            if act is Act.END:
                used = ended(done.ledger, now, TenancyEnd.GIVEN_BACK)
            after = done.after(*used, Released(space.compartment))
            yield CaseMove(MoveKind.STEP, after, "", step.name, party)


def _opens_space(world: CaseWorld, space: Tenancy, party: PartyId, act: Act) -> Iterator[CaseWorld]:
    name, world = world.draw()
    grant = GrantId(name)
    world = world.after(GrantGiven(grant, party, act, space.id, space.compartment))
    world = _paid(world, due_for_space(world.facts, _here(world), space, act, party))
    step = space_step(world.ledger, space, act)
    opened = _door(world, grant, space.compartment, Face.FRONT if step is None else step.face)
    if opened is not None:
        yield opened
