"""Every state of a case, and the shortest way to each ending; states that differ in nothing are one."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass

from kiosk.custody.ledger import Ledger
from kiosk.custody.services.rules import ServiceRules
from kiosk.services.exploring.moves import CaseMove, MoveKind, begins, moves
from kiosk.services.exploring.world import CaseWorld, world_of


@dataclass(frozen=True, slots=True)
class CaseEnding:
    """One way in which a case is over: by its last move, and how it got there on the shortest way."""

    way: tuple[CaseMove, ...]

    @property
    def last(self) -> CaseMove:
        return self.way[-1]


@dataclass(frozen=True, slots=True)
class ServiceSpace:
    """`states` and `moves` between them; `stuck`: the shortest way to each state from which no ending can be
    reached; `undone`: the steps that nobody ever does."""

    states: int
    moves: int
    endings: tuple[CaseEnding, ...]
    stuck: tuple[tuple[CaseMove, ...], ...]
    undone: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return bool(self.endings) and not self.stuck and not self.undone


def spread(rules: ServiceRules) -> ServiceSpace:
    """The whole space of one case of the service."""
    same_visit = any(gate.same_visit for step in rules.steps for gate in step.gates)
    ways: dict[Hashable, tuple[CaseMove, ...]] = {}
    follows: dict[Hashable, set[Hashable]] = {}
    endings: dict[Hashable, CaseEnding] = {}
    over: set[Hashable] = set()
    done: set[str] = set()
    number = 0
    queue: deque[tuple[Hashable, CaseWorld]] = deque()

    def arrive(origin: Hashable, way: tuple[CaseMove, ...], move: CaseMove) -> None:
        nonlocal number
        number += 1
        if move.kind is MoveKind.STEP and not move.recalled:
            done.add(move.step)
        there = shape(move.becomes, same_visit=same_visit)
        follows.setdefault(origin, set()).add(there)
        if move.becomes.over:
            over.add(there)
            endings.setdefault(_how(move), CaseEnding((*way, move)))
        elif there not in ways:
            ways[there] = (*way, move)
            queue.append((there, move.becomes))

    start: Hashable = "start"
    for first in begins(world_of(rules)):
        arrive(start, (), first)
    while queue:
        here, world = queue.popleft()
        for move in moves(world):
            arrive(here, ways[here], move)
    alive = _reaching(follows, over)
    stuck = tuple(way for here, way in ways.items() if here not in alive)
    undone = tuple(step.name for step in rules.steps if step.name not in done)
    return ServiceSpace(len(ways) + len(over), number, tuple(endings.values()), stuck, undone)


def shape(world: CaseWorld, *, same_visit: bool = False) -> Hashable:
    """What tells one state from another: never when it is, nor behind which door."""
    ledger = world.ledger
    visit = ledger.visits.get(world.visit) if same_visit and world.visit is not None else None
    here = None
    if visit is not None:
        steps = tuple(sorted(taken.step for taken in visit.collected))
        here = (world.party, tuple(sorted(visit.deposited)), steps)
    things = tuple(sorted(_things(ledger), key=repr))
    spaces = tuple((one.opened, one.reached, one.service) for one in ledger.tenancies.values())
    done = tuple((case, tuple(sorted(steps))) for case, steps in ledger.done.items())
    offers = tuple((case, offer.amount, offer.answer) for case, offer in ledger.offers.items())
    kept = tuple(sorted(c.name for c in ledger.charges.values() if c.stands))
    tasks = tuple(sorted(task.kind for task in ledger.tasks.values()))
    care = tuple(sorted(tuple(sorted(h.care)) for h in ledger.holdings.values() if h.care))
    return (things, spaces, done, offers, kept, tasks, care, here)


def _things(ledger: Ledger) -> list[Hashable]:
    return [
        (
            thing.kind,
            thing.stage,
            tuple((leg.step, leg.recalled, leg.by if leg.recalled else ()) for leg in thing.legs),
            thing.compartment is None,
            thing.reached,
            thing.holder,
            thing.gates,
        )
        for thing in ledger.consignments.values()
    ]


def _how(move: CaseMove) -> Hashable:
    """Endings are told apart by what the last move was."""
    return (move.kind, move.step, move.party, move.answer, move.deed, move.recalled)


def _reaching(follows: dict[Hashable, set[Hashable]], goals: set[Hashable]) -> set[Hashable]:
    """The states from which one of the goals can be reached."""
    back: dict[Hashable, set[Hashable]] = {}
    for here, others in follows.items():
        for there in others:
            back.setdefault(there, set()).add(here)
    alive, waiting = set(goals), list(goals)
    while waiting:
        for before in back.get(waiting.pop(), ()):
            if before not in alive:
                alive.add(before)
                waiting.append(before)
    return alive
