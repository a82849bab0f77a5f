"""Who may open what now, and why: claims, and the rule that every opening passes.

A claim comes from a leg (a thing that waits for this party or role), from a tenancy (a space that this party
rents) or from a task (work at a compartment). It is never stored: it is read off the ledger at the moment it
is needed, so it can't outlive its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.gates import ANYWHERE, Surroundings, gate_for, shut_gate, shut_gate_of_space
from kiosk.custody.doors.paid import unpaid
from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.ids import ConsignmentId, GrantId, PartyId, TenancyId, VisitId
from kiosk.custody.ledger import Consignment, Grant, Intent, Ledger, Staff, Task, Visit
from kiosk.custody.money.tax import Taxes
from kiosk.custody.proofs.factors import Need, Proof, Rule, missing
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import Selector, SelectorKind, ServiceRules, StepRule
from kiosk.custody.spaces.claims import SPACE_ACTS, began_here, space_claim_stands, space_step
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.things.pools import may_take
from kiosk.custody.things.quotas import has_enough
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Condition, DoorResult, Kind, Stage, TaskKind

MOST_TRIES = 3
"""How often one visit tells a lock that holds."""
_NOT_OPENED = (DoorResult.JAMMED, DoorResult.UNKNOWN)
_TWO_FACTORS = Rule(factors=2)
_WORKS = (Act.WORK, Act.MAINTAIN, Act.COMMISSION)
_TRY_AGAIN = (Act.COLLECT, *SPACE_ACTS)
_OWN = (Act.USE, Act.END)


class Refusal(StrEnum):
    """Why a door stays shut. Nothing has happened: no intent, no opening spent."""

    NO_GRANT = "no_grant"
    USED_UP = "used_up"
    NOT_PROVEN = "not_proven"
    NO_CLAIM = "no_claim"
    OTHER_VISIT = "other_visit"
    IN_HAND = "in_hand"
    """Another visit has opened a door for the thing and not yet said what became of it."""
    NOT_THIS_DOOR = "not_this_door"
    CONDITION = "condition"
    DOOR_DOWN = "door_down"
    ALREADY_OPEN = "already_open"
    TWO_PEOPLE = "two_people"
    SPENT = "spent"
    """What was shown counts once, and opened a door in another visit."""
    STUCK = "stuck"
    """Its lock was told in this visit and held too often, or nobody knows what it did."""
    MORE_PROOF = "more_proof"
    """The service wants more factors than this visit has seen of the party."""
    QUOTA = "quota"
    """This person has done it as often as one may, by the service."""
    GATE = "gate"
    """Something else has to be so first, by the service."""
    UNPAID = "unpaid"
    """What it costs is not paid, or nobody knows whether it is."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides: the ledger, the cabinet, the services and the present.

    `least`: what the site asks where a thing's service is none of its own any more. `fresh`: seconds after
    which credentials of staff are old, and are one factor too few. `around`: what gates ask.
    """

    ledger: Ledger
    cabinet: Cabinet
    services: Mapping[str, Service]
    now: datetime
    least: Proof = field(default_factory=Proof)
    fresh: int | None = None
    around: Surroundings = ANYWHERE
    calendar: Calendar = field(default_factory=Calendar)
    taxes: Taxes = field(default_factory=Taxes)


def may_open(facts: Facts, visit_id: VisitId, grant_id: GrantId, door_id: str) -> Refusal | None:
    """None when this visit may open this door now under this grant. Asked again just before the intent."""
    ledger = facts.ledger
    grant = ledger.grants.get(grant_id)
    visit = ledger.visits.get(visit_id)
    if grant is None or visit is None or grant.visit != visit_id:
        return Refusal.NO_GRANT
    behind = facts.cabinet.behind(door_id)
    if behind is None or behind.label != grant.compartment:
        return Refusal.NOT_THIS_DOOR
    if grant.openings < 1:
        return Refusal.USED_UP
    tenancy = ledger.tenancies.get(TenancyId(grant.source)) if grant.act in SPACE_ACTS else None
    if grant.party not in visit.proven and not (tenancy is not None and began_here(visit, tenancy)):
        return Refusal.NOT_PROVEN
    closed = _door_refuses(ledger, visit, grant, door_id)
    if closed is not None:
        return closed
    if grant.act is Act.WORK and lacks_second(facts, visit, grant.party, grant.compartment):
        return Refusal.TWO_PEOPLE
    thing = ledger.consignments.get(ConsignmentId(grant.source))
    if thing is not None and elsewhere(ledger, visit_id, thing.id) is not None:
        return Refusal.IN_HAND
    if thing is not None and lacks_proof(facts, visit, grant.party, grant.act, (thing,)) is not None:
        return Refusal.MORE_PROOF
    if tenancy is not None and lacks_space_proof(visit, grant.party, facts, grant.act, tenancy) is not None:
        return Refusal.MORE_PROOF
    if thing is not None and enough_for(facts, visit_id, grant.party, grant.act, thing):
        return Refusal.QUOTA
    shut = _shut(facts, visit, grant, thing, tenancy)
    if shut is not None:
        return shut
    return None if _claim_stands(facts, visit, grant) else Refusal.NO_CLAIM


def _shut(
    facts: Facts, visit: Visit, grant: Grant, thing: Consignment | None, tenancy: Tenancy | None
) -> Refusal | None:
    """Whether something else has to be so first, and last of all whether it is paid."""
    ledger, gated = facts.ledger, gate_for(grant.act)
    if thing is not None and gated and shut_gate(ledger, facts.around, visit, thing, facts.now) is not None:
        return Refusal.GATE
    if tenancy is not None and shut_gate_of_space(ledger, facts.around, tenancy, grant.act) is not None:
        return Refusal.GATE
    return Refusal.UNPAID if gated and unpaid(facts, visit, grant) else None


def _door_refuses(ledger: Ledger, visit: Visit, grant: Grant, door: str) -> Refusal | None:
    """Why this door opens for nobody now, or not for such a grant, whoever it is."""
    holding = ledger.holding(grant.compartment)
    if holding.held_by not in (None, visit.id):
        return Refusal.OTHER_VISIT
    # What is only being learned has no sensor yet whose word counts.
    if grant.act is not Act.COMMISSION:
        if door in ledger.doors_down:
            return Refusal.DOOR_DOWN
        if door in ledger.doors_open:
            return Refusal.ALREADY_OPEN
        if not may_try(visit, door):
            return Refusal.STUCK
    if grant.act in _WORKS or holding.condition is Condition.KNOWN:
        return None
    tries_again = grant.act in _TRY_AGAIN and holding.only_stuck
    # What a tenant keeps there was never known to anybody else.
    own = grant.act in _OWN and holding.condition is Condition.UNKNOWN
    return None if tries_again or own else Refusal.CONDITION


def may_try(visit: Visit, door: str) -> bool:
    """Whether the lock may be told once more in this visit: as long as each try so far was surely without
    effect, and there were not too many."""
    results = [i.result for i in visit.intents if i.door == door and i.result in _NOT_OPENED]
    return len(results) < MOST_TRIES and DoorResult.UNKNOWN not in results


def elsewhere(ledger: Ledger, visit: VisitId, thing: ConsignmentId) -> Intent | None:
    """Another visit's opening for this thing, while that has it in hand: nobody else gets a door for it."""
    intent = ledger.in_hand(thing)
    return None if intent is None or intent.visit == visit else intent


def lacks_second(facts: Facts, visit: Visit, party: PartyId, compartment: str) -> bool:
    """Whether a service of what is there asks for a second technician, and this visit has proven none."""
    ledger = facts.ledger
    holding = ledger.holding(compartment)
    inside = [ledger.consignments.get(thing) for thing in holding.things]
    rented = ledger.tenancies.get(holding.tenancy) if holding.tenancy is not None else None
    services = (facts.services.get(one.service) for one in (*inside, rented) if one is not None)
    if not any(service is not None and service.two_people for service in services):
        return False
    return not any(other != party and ledger.role_of(other) == INSPECTORS for other in visit.proven)


def lacks_proof(
    facts: Facts, visit: Visit, party: PartyId, act: Act, things: Iterable[Consignment]
) -> Need | None:
    """What this visit has still to see before `party` may do `act` with all of `things`; None for nothing."""
    others = tuple(other for other in visit.proven if other != party and other in facts.ledger.staff)
    for thing in things:
        # What goes back, and what staff take along, asks no more of them than to be signed in.
        by_role = act is Act.COLLECT and party in facts.ledger.staff
        rule = Rule() if by_role else rule_for(facts, thing, act)
        people = 1 + sum(1 for other in others if _may_be_second(facts.ledger, thing, other))
        if rule is not None and is_old(facts, party):
            rule = rule.also(_TWO_FACTORS)
        shown = visit.proofs.get(party, frozenset()) | visit.scoped.get(thing.id, frozenset())
        need = None if rule is None else missing(rule, shown, people)
        if need is not None:
            return need
    return None


def lacks_space_proof(visit: Visit, party: PartyId, facts: Facts, act: Act, tenancy: Tenancy) -> Need | None:
    """The same for a rented space. Whoever has just begun it here, without a name, shows nothing more."""
    step = space_step(facts.ledger, tenancy, act)
    rule = Rule() if step is None else step.proof
    if party not in visit.proven and act is not Act.BEGIN and began_here(visit, tenancy):
        return None
    people = 1 + sum(1 for other in visit.proven if other != party and other in facts.ledger.staff)
    return missing(rule, visit.proofs.get(party, frozenset()), people)


def rule_for(facts: Facts, thing: Consignment, act: Act) -> Rule | None:
    """What has to be shown for `act` with this thing: by its own rules, and by those of now.

    Where its step is open to whoever comes, the least of the site does not count: nobody could show it.
    """
    service = facts.services.get(thing.service)
    present = (facts.least if service is None else service.proof).of(act)
    step = step_of(facts.ledger, thing)
    if step is None or step.act is not act:
        return present
    now = None if service is None or service.rules is None else service.rules.step(step.name)
    pinned = step.proof if now is None or now.act is not act else step.proof.also(now.proof)
    if step.proof.factors == 0 or present is None:
        return pinned
    first = now is None or service is None or service.rules is None or _first(service.rules, act) == now
    return pinned.also(present if first else facts.least.of(act) or Rule())


def _first(rules: ServiceRules, act: Act) -> StepRule | None:
    """The step of this act that the service's proof is of."""
    return next((step for step in rules.steps if step.act is act), None)


def _may_be_second(ledger: Ledger, thing: Consignment, other: PartyId) -> bool:
    """Whether this member of staff counts as the second of two people."""
    step = step_of(ledger, thing)
    second = None if step is None else step.second
    if second is None:
        return True
    if second.kind is SelectorKind.GROUP:
        return other in ledger.groups.get(second.id, frozenset())
    return second.kind is not SelectorKind.ROLE or ledger.role_of(other) == second.id


def enough_for(facts: Facts, visit: VisitId, party: PartyId, act: Act, thing: Consignment) -> bool:
    """Whether the person has done the present hand-over of such a thing as often as one may."""
    leg = thing.leg
    if leg.act is not act or leg.recalled:
        return False
    return has_enough(facts.ledger, visit, party, thing.service, leg.step, leg.quota, facts.now)


def is_old(facts: Facts, party: PartyId) -> bool:
    """Whether these are credentials of staff that the site takes for fresh no more."""
    member = facts.ledger.staff.get(party)
    if member is None or member.since is None or facts.fresh is None:
        return False
    return facts.now >= member.since + timedelta(seconds=facts.fresh)


def waiting_for(ledger: Ledger, visit: Visit, party: PartyId) -> tuple[Consignment, ...]:
    """What waits for `party` and was not left out by what this visit has seen: a delegate's code names its
    things, and tells of no others."""
    waiting = ledger.waiting_for(party)
    if visit.proofs.get(party):
        return waiting
    return tuple(thing for thing in waiting if thing.id in visit.scoped)


def can_delegate(facts: Facts, thing: Consignment) -> bool:
    """Whether a code in other hands would be enough for this thing."""
    service = facts.services.get(thing.service)
    proof = facts.least if service is None else service.proof
    return missing(proof.collect, (Kind.DELEGATION,)) is None


def can_exercise(ledger: Ledger, compartment: str) -> bool:
    """Whether the lock may be tried for its own sake: only where there is surely nothing."""
    holding = ledger.holding(compartment)
    return not holding.taken and holding.condition in (Condition.KNOWN, Condition.BROKEN)


def _claim_stands(facts: Facts, visit: Visit, grant: Grant) -> bool:
    ledger = facts.ledger
    match grant.act:
        case Act.WORK:
            mine = (t for t in work_for(ledger, grant.party) if t.id == grant.source)
            return any(t.compartment == grant.compartment for t in mine)
        case Act.MAINTAIN:
            mine = (t for t in work_for(ledger, grant.party) if t.id == grant.source)
            at_work = any(t.kind is TaskKind.MAINTAIN for t in mine)
            wired = not facts.cabinet.is_loose(grant.compartment)
            return at_work and wired and can_exercise(ledger, grant.compartment)
        case Act.COMMISSION:
            known = ledger.commissioning
            mine = (t for t in work_for(ledger, grant.party) if t.id == grant.source)
            asked = known is not None and any(t.id == known.task for t in mine)
            # Which compartment a channel opens is what nobody knows yet: there must be nothing in any.
            return asked and ledger.is_empty
        case Act.REOPEN:
            return can_reopen(facts, visit, grant.compartment)
        case Act.COLLECT | Act.DEPOSIT | Act.UNDO:
            thing = next((c for c in ledger.consignments.values() if c.id == grant.source), None)
            return thing is not None and _leg_stands(facts, visit, grant, thing)
        case Act.BEGIN | Act.USE | Act.END:
            space = ledger.tenancies.get(TenancyId(grant.source))
            return space is not None and space_claim_stands(
                ledger, grant.party, grant.act, space, grant.compartment
            )
        case Act.PAY | Act.DECIDE:
            # A bill has no door.
            return False


def _leg_stands(facts: Facts, visit: Visit, grant: Grant, thing: Consignment) -> bool:
    ledger = facts.ledger
    match grant.act:
        case Act.COLLECT:
            mine = entitled(ledger, grant.party, thing)
            return mine and thing.stage is Stage.WAITING and thing.compartment == grant.compartment
        case Act.DEPOSIT:
            there = ledger.holding(grant.compartment)
            free = not there.taken and not there.care and _is_carried_here(visit, thing)
            return entitled(ledger, grant.party, thing) and thing.stage is Stage.ANNOUNCED and free
        case _:
            put_in = thing.id in visit.deposited and thing.compartment == grant.compartment
            return put_in and thing.stage is Stage.WAITING


def _is_carried_here(visit: Visit, thing: Consignment) -> bool:
    """Whether it is not with somebody who brought it along in another visit: that one's end decides."""
    visits = [one.id for one in thing.leg.by if one.kind is SelectorKind.VISIT]
    return not visits or visit.id in visits


def entitled(ledger: Ledger, party: PartyId, thing: Consignment) -> bool:
    """Whether the present leg of the thing is this party's, by name or by role within principal and route;
    what anyone may bring is whoever's who has it."""
    mine = may_take(ledger, party, thing) if thing.pooled else ledger.names(thing, party)
    if mine or open_to_all(thing):
        return True
    member = ledger.staff.get(party)
    if member is None or not member.goes(thing.route):
        return False
    return member.role in thing.leg.roles and member.principal == thing.principal


def open_to_all(thing: Consignment) -> bool:
    """Whether it is announced, and whoever has it may put it in."""
    anyone = any(one.kind is SelectorKind.ANYONE for one in thing.leg.by)
    return anyone and thing.leg.act is Act.DEPOSIT and thing.stage is Stage.ANNOUNCED


def to_take_along(ledger: Ledger, party: PartyId) -> tuple[Consignment, ...]:
    """What is here for this member of staff to take out, by role, principal and route: what was recalled,
    and what somebody else brought for them. In the order of the doors' labels."""
    if party not in ledger.staff:
        return ()
    mine = (
        thing
        for thing in ledger.consignments.values()
        if thing.stage is Stage.WAITING and thing.leg.act is Act.COLLECT and entitled(ledger, party, thing)
    )
    return tuple(sorted(mine, key=lambda thing: (thing.compartment or "", thing.id)))


def goes_back_from(ledger: Ledger, party: PartyId) -> tuple[Consignment, ...]:
    """What is here, was for this party, and was recalled since."""
    for_them = Selector(SelectorKind.PARTY, party)
    things = ledger.consignments.values()
    return tuple(t for t in things if t.compartment is not None and for_them in t.leg.was)


def work_for(ledger: Ledger, party: PartyId) -> tuple[Task, ...]:
    """The tasks this member of staff may do: those of the role, and never at another principal's things
    where the task is to take them away."""
    member = ledger.staff.get(party)
    if member is None:
        return ()
    return tuple(t for t in ledger.tasks_for(member.role) if _may_handle(ledger, member, t))


def _may_handle(ledger: Ledger, member: Staff, task: Task) -> bool:
    things = (ledger.consignments.get(c) for c in ledger.holding(task.compartment).things)
    alien = any(c is not None and c.principal != member.principal for c in things)
    return task.kind is not TaskKind.TAKE_AWAY or not alien


def can_reopen(facts: Facts, visit: Visit, compartment: str) -> bool:
    """Whether this visit may look once more into a compartment it emptied, within the service's grace.

    An opening counts once the lock has answered, so that one that was never sent can be tried again.
    """
    taken = [c for c in visit.collected if c.compartment == compartment]
    service = facts.services.get(taken[-1].service) if taken else None
    holding = facts.ledger.holding(compartment)
    if service is None or holding.taken or holding.condition is not Condition.KNOWN:
        return False
    in_time = facts.now <= taken[-1].at + timedelta(seconds=service.reopen_grace)
    return in_time and taken[-1].reopened < service.reopenings
