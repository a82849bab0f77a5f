"""What the checks remember of a visit besides the ledger, and what they find wrong with a step of it.

It is written against the words of the design: the ledger's own sums are not trusted here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.custody.doors.events import (
    DoorForced,
    DoorFoundOpen,
    DoorOpenedLate,
    DoorsDown,
    DoorShut,
    DoorsRemoved,
    DoorsUp,
    GrantGiven,
    OpeningAdded,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.event import Event
from kiosk.custody.ids import GrantId
from kiosk.custody.ledger import Grant, Ledger
from kiosk.custody.machine.events import MachineStarted, MachineStopped
from kiosk.custody.proofs.events import CredentialTried, FaceChoiceMade, GuessingSuspected, LimitsSet
from kiosk.custody.spaces.events import TenancyEnded, TenancyUsed
from kiosk.custody.things.events import (
    Collected,
    DeparturesForgotten,
    Deposited,
    DepositUndone,
    Inspected,
    LeftInside,
    MarkedBroken,
    MarkedUnknown,
    Quarantined,
    Released,
    StepDone,
)
from kiosk.custody.wishes.wishes import WishStanding
from kiosk.custody.words import Act, TenancyEnd, Way
from kiosk.journeys.doors.effects import DoorClosed, Opening
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy
from kiosk.journeys.dropoff.screens import DidYouPutItIn, PutInAnswer
from kiosk.journeys.faces.effects import FaceStanding
from kiosk.journeys.handover.screens import (
    DidYouTakeIt,
    PutChoice,
    PutParcel,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
)
from kiosk.journeys.screen import Screen, YesNo

# Whoever drives a journey says these; a script never does.
_NOT_A_SCRIPTS = (
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitResumed,
    OpeningIntended,
    OpeningEnded,
    DoorShut,
    DoorForced,
    DoorOpenedLate,
    DoorsDown,
    DoorsUp,
    DoorsRemoved,
    LimitsSet,
    GuessingSuspected,
    DeparturesForgotten,
    DoorFoundOpen,
    MachineStarted,
    MachineStopped,
)

TRIES = 3
"""How often a lock that holds may be told in one visit."""

# What a door must have been opened for before this may be said of what is behind it.
_NEEDS_OPENING = {
    Collected: (Act.COLLECT,),
    LeftInside: (Act.COLLECT, Act.UNDO),
    Deposited: (Act.DEPOSIT, Act.WORK),
    DepositUndone: (Act.UNDO,),
    Inspected: (Act.WORK,),
    TenancyUsed: (Act.BEGIN, Act.USE, Act.END, Act.WORK),
}


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A door opened in this visit, and nothing was said yet of what became of the inside."""

    label: str
    act: Act
    source: str


@dataclass(frozen=True, slots=True)
class Memory:
    """`again`: where the design allows one more opening. The doubts are labels of compartments."""

    balance: frozenset[tuple[GrantId, int]] = frozenset()
    unlocked: frozenset[Unlocked] = frozenset()
    again: frozenset[str] = frozenset()
    perhaps_inside: frozenset[str] = frozenset()
    perhaps_out: frozenset[str] = frozenset()
    """Labels behind which a visitor may have put nothing, so quickly was the door shut."""
    doubted: frozenset[str] = frozenset()
    stuck: frozenset[tuple[str, int]] = frozenset()
    """Labels whose lock held, and how often, until it opens; as often as may be where nobody knows."""
    surprised: bool = False
    """A door came open that nobody waited for any more."""
    gone: frozenset[str] = frozenset()
    """Consignments and tenancies that were rightly taken out of the book."""
    refused: frozenset[str] = frozenset()
    """Consignments that somebody said were not theirs."""
    unsure: bool = False
    """The screen was given to others since somebody was proven."""
    nobody: bool = False
    """Others have the screen."""
    agreed: bool = False
    """Somebody has agreed to have their face kept."""
    face: FaceStanding | None = None
    """The state of the face of whoever is here, once it was asked."""
    wishes: WishStanding | None = None
    """The state of what they wish of the screen, once it was asked."""
    paid_doors: frozenset[str] = frozenset()
    """Things and spaces whose door opened, or may have, or whose step needs none, where money was in it."""


def said(memory: Memory, event: Event) -> list[str]:
    """What is wrong with a script's saying this at all."""
    if isinstance(event, _NOT_A_SCRIPTS):
        return [f"the script itself says {type(event).__name__}"]
    if isinstance(event, CredentialTried) and event.way is not Way.COMMAND:
        return ["the script itself says whose credential it was"]
    return []


def after_event(memory: Memory, event: Event, before: Ledger, after: Ledger) -> tuple[Memory, list[str]]:
    if isinstance(event, FaceChoiceMade):
        memory = replace(memory, agreed=event.agreed)
    memory, wrong = _grants(memory, event, before, after)
    memory, more = _accounts(memory, event, before)
    if isinstance(event, GrantGiven) and event.compartment in {label for label, _ in memory.stuck}:
        # A new grant, new tries; what the old ones left in doubt stays so.
        stuck = frozenset(one for one in memory.stuck if one[0] != event.compartment)
        memory = replace(memory, stuck=stuck, doubted=memory.doubted | {event.compartment})
    if isinstance(event, MarkedUnknown | MarkedBroken):
        memory = _given_up(memory, event.compartment)
    if isinstance(event, StepDone):
        memory, not_so = _done(memory, event, before)
        more += not_so
    if isinstance(event, TenancyEnded):
        memory, too_early = _space_over(memory, event, before)
        more += too_early
    if isinstance(event, DoorOpenedLate):
        memory, late = _opened_late(memory, event.door, before)
        more += late
    return memory, [*wrong, *more]


def _grants(memory: Memory, event: Event, before: Ledger, after: Ledger) -> tuple[Memory, list[str]]:
    wrong = []
    balance = dict(memory.balance)
    again = memory.again
    match event:
        case GrantGiven(grant, compartment=label, openings=openings):
            balance[grant] = openings
            again -= {label}
            if openings != 1:
                wrong.append(f"a grant with {openings} openings")
        case OpeningAdded(grant):
            balance[grant] = balance.get(grant, 0) + 1
            label = before.grants[grant].compartment if grant in before.grants else ""
            if label not in again:
                wrong.append(f"one more opening of {label} that nothing allows")
            again -= {label}
        case OpeningIntended(grant=grant):
            balance[grant] = balance.get(grant, 0) - 1
            if balance[grant] < 0:
                wrong.append(f"grant {grant} opens more often than it may")
        case _:
            return memory, wrong
    kept = {g: n for g, n in balance.items() if g in after.grants}
    for grant, left in kept.items():
        if after.grants[grant].openings != left:
            wrong.append(f"grant {grant} has {after.grants[grant].openings} openings left, not {left}")
    return replace(memory, balance=frozenset(kept.items()), again=again), wrong


def _accounts(memory: Memory, event: Event, before: Ledger) -> tuple[Memory, list[str]]:
    """Something is said of the inside of a compartment; its door must have been open, and be shut."""
    wrong: list[str] = []
    label = getattr(event, "compartment", "")
    acts = _NEEDS_OPENING.get(type(event))
    if acts is not None:
        source = getattr(event, "consignment", None)
        opened = [u for u in memory.unlocked if u.label == label and u.act in acts]
        if not any(source in (None, u.source) or u.act is Act.WORK for u in opened):
            wrong.append(f"{type(event).__name__} of {label} whose door did not open for it")
        if any(door.split("/")[0] == label for door in before.doors_open):
            wrong.append(f"{type(event).__name__} of {label} whose door is open")
    match event:
        case Deposited() if Act.WORK in {u.act for u in memory.unlocked if u.label == label}:
            pass  # whoever looks says what is there, and that they have looked
        case Collected() | Deposited() | DepositUndone() | LeftInside() | Released():
            memory = _over(memory, label)
        case Inspected() | Quarantined() | MarkedUnknown() | MarkedBroken() | TenancyUsed():
            memory = _over(memory, label)
        case _:
            pass
    memory, more = _of_the_inside(memory, event, before, label)
    return memory, [*wrong, *more]


def _of_the_inside(memory: Memory, event: Event, before: Ledger, label: str) -> tuple[Memory, list[str]]:
    """What is remembered of what may be there, once something is said of it."""
    wrong: list[str] = []
    match event:
        case Collected(consignment):
            if label in memory.perhaps_inside:
                wrong.append(f"{label} is called collected, and nobody said that it was taken")
            memory = replace(memory, gone=memory.gone | {consignment})
        case LeftInside():
            memory = replace(memory, perhaps_inside=memory.perhaps_inside - {label})
        case Released():
            memory = replace(memory, again=memory.again - {label})
        case Deposited() if label in memory.perhaps_out:
            wrong.append(f"something is called put into {label}, and nobody said that it was")
        case DepositUndone() if label in memory.perhaps_inside:
            wrong.append(f"{label} is called emptied again, and nobody said that it was taken")
        case Inspected(empty=True):
            memory = replace(
                memory,
                gone=memory.gone | set(before.holding(label).things),
                doubted=memory.doubted - {label},
                stuck=frozenset(s for s in memory.stuck if s[0] != label),
                perhaps_inside=memory.perhaps_inside - {label},
            )
        case _:
            pass
    return memory, wrong


def _done(memory: Memory, event: StepDone, before: Ledger) -> tuple[Memory, list[str]]:
    """A step without a door: of one that has such a step next, and paid for as a door would be."""
    thing = before.consignments.get(event.consignment)
    done = frozenset({event.consignment})
    memory = replace(memory, paid_doors=memory.paid_doors | done, gone=memory.gone | done)
    if thing is None or thing.leg.act not in (Act.PAY, Act.DECIDE):
        return memory, [f"{event.consignment} has no step without a door to be done"]
    mine = [c for c in before.charges.values() if (c.about, c.step) == (thing.id, thing.leg.step)]
    live = [c for c in mine if c.target is None and c.visit in before.visits]
    paid = {c.name for c in live if c.covered}
    return memory, [f"{c.name} of {thing.id} is not paid" for c in live if c.name not in paid]


def _space_over(memory: Memory, ended: TenancyEnded, before: Ledger) -> tuple[Memory, list[str]]:
    space = before.tenancies.get(ended.tenancy)
    opened = [u for u in memory.unlocked if u.label == ended.compartment and u.source == ended.tenancy]
    memory = replace(_over(memory, ended.compartment), gone=memory.gone | {ended.tenancy})
    if ended.how is TenancyEnd.GIVEN_BACK and space is not None and space.opened and not opened:
        return memory, [f"{ended.compartment} is called given back, and its door did not open for it"]
    return memory, []


def _after_a_visitors(
    memory: Memory, screen: Screen[object] | None, answer: object, before: Ledger
) -> Memory:
    """What somebody says who has brought something along."""
    match screen, answer:
        case PutParcel(label), DoorClosed(quickly=True) if _is_a_visitors(before):
            return replace(memory, perhaps_out=memory.perhaps_out | {label})
        case DidYouPutItIn(label), PutInAnswer():
            again = memory.again | ({label} if answer is PutInAnswer.AGAIN else set())
            return replace(memory, perhaps_out=memory.perhaps_out - {label}, again=again)
        case _:
            return memory


def _is_a_visitors(ledger: Ledger) -> bool:
    """Whether what is put in was brought along, and nobody vouches for it but whoever brought it."""
    return any(visit.announced or visit.guest for visit in ledger.visits.values())


def _given_up(memory: Memory, label: str) -> Memory:
    """A lock that held is not told once more after that was said of it."""
    stuck = frozenset((one, TRIES if one == label else times) for one, times in memory.stuck)
    return replace(memory, stuck=stuck, again=memory.again - {label})


def _over(memory: Memory, label: str) -> Memory:
    return replace(memory, unlocked=frozenset(u for u in memory.unlocked if u.label != label))


def after_opening(memory: Memory, grant: Grant, outcome: Opening) -> Memory:
    label = grant.compartment
    if grant.act is Act.COMMISSION:
        return memory  # nothing is in the machine, and it serves nobody: see `checks.of_learning`
    match outcome:
        case Opened():
            unlocked = Unlocked(label, grant.act, grant.source)
            inside = memory.perhaps_inside - {label}
            opened = replace(memory, unlocked=memory.unlocked | {unlocked}, perhaps_inside=inside)
            return replace(opened, stuck=frozenset(s for s in memory.stuck if s[0] != label))
        case Jammed() | OutcomeUnknown():
            times = dict(memory.stuck).get(label, 0)
            times = min(times + 1, TRIES) if isinstance(outcome, Jammed) else TRIES
            others = frozenset(s for s in memory.stuck if s[0] != label)
            again = memory.again | {label} if times < TRIES else memory.again
            return replace(memory, stuck=others | {(label, times)}, again=again)
        case NotSent():
            return replace(memory, again=memory.again | {label})
        case _:
            return memory


def _opened_late(memory: Memory, door: str, before: Ledger) -> tuple[Memory, list[str]]:
    """Its visit may go on as if it had opened at once, unless it has said what it makes of the door."""
    late = before.unopened.get(door)
    if late is None:
        return memory, [f"door {door} opens late, and nobody had asked it to"]
    label = late.intent.compartment
    visit = before.visits.get(late.intent.visit)
    if visit is None or all(i.id != late.intent.id for i in visit.intents):
        return replace(memory, doubted=memory.doubted | {label}), []
    opened = Unlocked(label, late.intent.act, late.intent.source)
    stuck = frozenset(s for s in memory.stuck if s[0] != label)
    return replace(memory, unlocked=memory.unlocked | {opened}, stuck=stuck), []


def after_answer(memory: Memory, screen: Screen[object] | None, answer: object, before: Ledger) -> Memory:
    memory = _after_a_visitors(memory, screen, answer, before)
    match screen, answer:
        case TakeParcel(label), TakeChoice.CANNOT_REACH:
            return replace(memory, perhaps_inside=memory.perhaps_inside | {label})
        case TakeParcel(label), TakeChoice():
            memory = replace(memory, doubted=memory.doubted | {label})
            if answer is TakeChoice.NOT_MINE:
                memory = replace(memory, refused=memory.refused | set(before.holding(label).things))
        case CloseDoor(label, why=CloseWhy.UNDO), DoorClosed(quickly=True):
            return replace(memory, perhaps_inside=memory.perhaps_inside | {label})
        case TakeParcel(label), DoorClosed(quickly=True):
            return replace(memory, perhaps_inside=memory.perhaps_inside | {label})
        case TakeParcel(label), DoorClosed():
            return replace(memory, perhaps_inside=memory.perhaps_inside - {label})
        case DidYouTakeIt(label), YesNo.YES:
            return replace(memory, perhaps_inside=memory.perhaps_inside - {label})
        case DidYouTakeIt(label), YesNo.NO:
            return replace(memory, again=memory.again | {label})
        case PutParcel(label), PutChoice.OCCUPIED:
            return replace(memory, doubted=memory.doubted | {label})
        case ThankYou(reopen=label), ThanksChoice.OPEN_AGAIN:
            return replace(memory, again=memory.again | {label})
        case _:
            pass
    return memory
