"""Walks every path of a journey: drives it with `send`, merges states, and checks every step and every state.

A state is where the script stands (its chain of awaits with their locals), what it asks for, and the world.
Coroutines can't be copied, so a state is reached again by sending the outcomes of its path once more; the
moments are kept with them, so nothing is performed twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Coroutine, Hashable, Iterator
from dataclasses import dataclass, field, replace
from types import CoroutineType
from typing import Any, Final

from kiosk.custody.doors.claims import Facts
from kiosk.custody.ids import IntentId, VisitId
from kiosk.custody.ledger import Intent, Ledger
from kiosk.custody.words import Act, Ending
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Ask, Effect, Show, VisitOver
from tests.journeys.checks import of_doubt, of_learning, of_the_book, of_the_end
from tests.journeys.liveness import live_names
from tests.journeys.moment import VISIT, Left, Moment, Scene, Step
from tests.journeys.money.provider import of_money, of_money_at_the_end
from tests.journeys.world import end, facts, perform, shut, start

LIMIT: Final = 120_000


class NoEndError(AssertionError):
    """A script goes on and on, or never comes to its end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be, and the outcomes on the way to it."""

    what: str
    path: tuple[object, ...] = field(compare=False)

    def __str__(self) -> str:
        way = "\n    ".join(repr(outcome) for outcome in self.path if outcome is not None)
        return f"{self.what}\n    {way}"


@dataclass(slots=True)
class Exploration:
    """What was seen. `seen`: the screens' classes and effects' kinds; `keys`: the states themselves."""

    scene: str
    states: int = 0
    steps: int = 0
    ends: int = 0
    depth: int = 0
    seen: set[tuple[str, str]] = field(default_factory=set)
    screens: set[type] = field(default_factory=set)
    faults: dict[str, Fault] = field(default_factory=dict)
    keys: set[Hashable] = field(default_factory=set)


class Run:
    """One live script. The desk it was given shows the moment that the script has come to."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.moment = start(scene)
        self._facts: Facts | None = None
        desk = Desk(
            self._present,
            scene.settings,
            out_of_service=lambda: self.moment.out,
            takes_deposits=lambda: not self.moment.paused,
            visit=self._visit,
            unfit=lambda: scene.unfit,
            can_print=lambda: scene.printer,
            lines=lambda: scene.lines[self.moment.lines],
            pay_ways=lambda: scene.ways,
        )
        self.script: Coroutine[Effect[Any], Any, object] = scene.journey(desk)
        self.ended: Ending | None = None
        self.result: object = None
        self.pending: Effect[Any] | None = None
        self._go_on(None)

    def _visit(self) -> VisitId | None:
        return VISIT if self.moment.begun else None

    def _present(self) -> Facts:
        if self._facts is None:
            self._facts = facts(self.scene, self.moment)
        return self._facts

    def step(self, outcome: object, after: Moment) -> None:
        self.moment = after
        self.forget()
        self._go_on(outcome)

    def forget(self) -> None:
        """The moment is another; what the desk shows is made afresh."""
        self._facts = None

    def _go_on(self, outcome: object) -> None:
        try:
            if isinstance(outcome, Left):
                self.pending = self.script.throw(VisitOver())
            else:
                self.pending = self.script.send(outcome)
        except StopIteration as done:
            self.ended, self.pending = Ending.FINISHED, None
            self.result = done.value
        except VisitOver:
            self.ended, self.pending = Ending.LEFT, None

    def place(self) -> Hashable:
        """Where the script stands: each frame of its chain of awaits, with the values it holds."""
        chain: list[Hashable] = []
        at: object = self.script
        while isinstance(at, CoroutineType):
            frame = at.cr_frame
            if frame is None:
                break
            matter = live_names(frame.f_code, frame.f_lasti)
            chain.append((id(frame.f_code), frame.f_lasti, _values(frame.f_locals, matter)))
            at = at.cr_await
        return tuple(chain)


def _values(names: dict[str, Any], matter: frozenset[str]) -> Hashable:
    values = tuple((n, v) for n, v in names.items() if n in matter and not isinstance(v, Desk))
    try:
        hash(values)
    except TypeError:
        return repr(values)
    return values


@dataclass(slots=True)
class Node:
    """A state on the way: how it was reached, and the run that stands there if it was not used up."""

    run: Run | None
    parent: Node | None
    outcome: object
    after: Moment
    depth: int
    number: int

    def path(self) -> tuple[Node, ...]:
        back = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            back.append(node)
            node = node.parent
        return tuple(reversed(back))

    def outcomes(self) -> tuple[object, ...]:
        return tuple(node.outcome for node in self.path())


def book_of(ledger: Ledger, *, may_surprise: bool = True) -> Hashable:
    """The ledger as a key: without its counters, and without the throttle (see `world._verify`).

    An opening that may still come matters where it can come as a surprise, or where its visit counts on it.
    """
    visits = tuple(
        (
            *(v.id, v.journey, frozenset(v.proven.items()), frozenset(v.proofs.items())),
            frozenset(v.scoped.items()),
            *(_without_ids(v.intents), v.collected, v.deposited, v.parked_at),
        )
        for v in ledger.visits.values()
    )
    return (
        frozenset(ledger.holdings.items()),
        frozenset(ledger.consignments.items()),
        frozenset(ledger.grants.items()),
        frozenset(ledger.tasks.items()),
        frozenset(ledger.delegations.items()),
        visits,
        ledger.doors_open,
        ledger.doors_down,
        frozenset(late for door in ledger.unopened if (late := _late(ledger, door)).owed or may_surprise),
        ledger.low_doors,
        _learned(ledger),
        frozenset(ledger.charges.values()),
        frozenset(ledger.closed_charges.values()),
    )


def _without_ids(intents: tuple[Intent, ...]) -> tuple[Intent, ...]:
    """An intent's id says nothing: which of the visit's it is, is what matters."""
    return tuple(replace(intent, id=IntentId(str(at))) for at, intent in enumerate(intents))


@dataclass(frozen=True, slots=True)
class _Late:
    """What matters of an opening that may still come; `owed`: its visit still counts on it."""

    door: str
    visit: VisitId
    act: Act
    source: str
    owed: bool


def _late(ledger: Ledger, door: str) -> _Late:
    intent = ledger.unopened[door].intent
    visit = ledger.visits.get(intent.visit)
    owed = visit is not None and any(i.id == intent.id for i in visit.intents)
    return _Late(door, intent.visit, intent.act, intent.source, owed)


def _learned(ledger: Ledger) -> Hashable:
    known = ledger.commissioning
    return known and (known.task, known.columns, frozenset(known.learned.items()))


_Edge = tuple[int, int]


class Explorer:
    """`merged`: equal states are walked once. `depth`: how many effects deep to go, None for to the end."""

    def __init__(
        self, scene: Scene, *, merged: bool = True, depth: int | None = None, limit: int = LIMIT
    ) -> None:
        self.scene = scene
        self.merged = merged
        self.depth = depth
        self.limit = limit
        self.found = Exploration(scene.name)
        self._numbers: dict[Hashable, int] = {}
        self._books: dict[Hashable, int] = {}
        self._sound: set[Hashable] = set()
        self.edges: set[_Edge] = set()
        self.screen_of: dict[int, str] = {}
        self._ends: set[int] = set()

    def explore(self) -> Exploration:
        """Walk every path. Raises NoEndError where one has no end, or there are too many states."""
        self.look_around()
        if self.depth is None:
            self._can_all_end()
        return self.found

    def look_around(self) -> Exploration:
        """The same without asking whether every path has an end."""
        root = self._arrive(None, None, start(self.scene), Run(self.scene))
        queue = deque([root] if root else [])
        while queue:
            node = queue.popleft()
            if self.depth is not None and node.depth >= self.depth:
                continue
            queue.extend(self._expand(node))
            if self.found.states > self.limit:
                raise NoEndError(f"{self.scene.name}: {self.found.states} states and no end")
        return self.found

    # --- going on -------------------------------------------------------------------------------

    def _expand(self, node: Node) -> Iterator[Node]:
        live = node.run
        node.run = None
        assert live is not None
        assert live.pending is not None
        effect = live.pending
        steps = perform(self.scene, live.moment, effect)
        if not steps:
            self._fault(f"nothing can answer {effect!r}", node)
        for step in steps:
            self.found.steps += 1
            for what in step.wrong:
                self._fault(what, node, step)
            for moment in step.between:
                self._power_fails(moment, node, step)
            run, live = (live, None) if live is not None else (self._again(node), None)
            left = isinstance(step.outcome, Left)
            run.step(step.outcome, step.after)
            if left and run.pending is not None:
                self._fault(f"the person left and the script went on to {run.pending!r}", node, step)
                continue
            reached = self._arrive(node, step, step.after, run)
            if reached is not None:
                yield reached

    def _again(self, node: Node) -> Run:
        run = Run(self.scene)
        for passed in node.path():
            run.step(passed.outcome, passed.after)
        return run

    def _arrive(self, parent: Node | None, step: Step | None, after: Moment, run: Run) -> Node | None:
        depth = 0 if parent is None else parent.depth + 1
        outcome = None if step is None else step.outcome
        book = self._book(after)
        key = (run.place(), run.pending, run.ended, book)
        number = self._numbers.get(key)
        new = number is None
        if number is None:
            number = self._numbers[key] = len(self._numbers)
            self.found.states += 1
            self.found.depth = max(self.found.depth, depth)
            self.found.keys.add(key)
        if parent is not None:
            self.edges.add((parent.number, number))
        if self.merged and not new:
            return None
        node = Node(run, parent, outcome, after, depth, number)
        self._look(node, run, book)
        return None if run.pending is None else node

    def _book(self, moment: Moment) -> int:
        at_large = (moment.out, moment.paused, moment.late, moment.lines, moment.lapsed)
        may_surprise = self.scene.surprises and not moment.memory.surprised
        key = (book_of(moment.ledger, may_surprise=may_surprise), moment.memory, moment.begun, *at_large)
        return self._books.setdefault(key, len(self._books))

    # --- checking -------------------------------------------------------------------------------

    def _look(self, node: Node, run: Run, book: int) -> None:
        effect = run.pending
        if isinstance(effect, (Ask, Show)) and effect.screen is not None:
            self.found.screens.add(type(effect.screen))
            self.screen_of[node.number] = type(effect.screen).__name__
            self.found.seen.add((type(effect.screen).__name__, type(effect).__name__))
        elif effect is not None:
            self.found.seen.add(("", type(effect).__name__))
        if (book, run.ended) in self._sound:
            if run.ended is not None:
                self._ends.add(node.number)
                self.found.ends += 1
            return
        self._sound.add((book, run.ended))
        for what in (
            *of_the_book(run.moment.ledger),
            *of_money(run.moment.ledger),
            *of_learning(run.moment.ledger),
            *of_doubt(run.moment.ledger, self.scene.cabinet, run.moment.memory),
        ):
            self._fault(what, node)
        if run.ended is not None:
            self._ends.add(node.number)
            self.found.ends += 1
            if run.moment.begun:
                self._over(run.moment, run.ended, node)
        elif run.moment.begun:
            self._power_fails(run.moment, node)

    def _power_fails(self, moment: Moment, node: Node, step: Step | None = None) -> None:
        """Recovery settles the visit; the doors may have been closed while nobody looked."""
        mine = frozenset(u.label for u in moment.memory.unlocked) & moment.ledger.doors_open
        for left_open in {mine, frozenset[str]()}:
            now = shut(self.scene, moment, mine - left_open)
            self._over(now, Ending.INTERRUPTED, node, step)

    def _over(self, moment: Moment, how: Ending, node: Node, step: Step | None = None) -> None:
        settled = end(self.scene, moment, how)
        ledger, memory = settled.after.ledger, settled.after.memory
        # Settling turns the visit's doubts into the book's; and doors that are open will be shut.
        later = shut(self.scene, settled.after, ledger.doors_open)
        for what in (
            *settled.wrong,
            *of_the_book(ledger),
            *of_doubt(ledger, self.scene.cabinet, moment.memory),
            *of_doubt(later.ledger, self.scene.cabinet, moment.memory),
            *of_the_end(self.scene.ledger, ledger, VISIT, memory),
            *of_money_at_the_end(ledger, memory.paid_doors),
        ):
            self._fault(f"{what} (visit {how})", node, step)

    def _can_all_end(self) -> None:
        """From every state there is a way to an end."""
        into: dict[int, list[int]] = {}
        for source, target in self.edges:
            into.setdefault(target, []).append(source)
        reach = set(self._ends)
        todo = list(reach)
        while todo:
            for source in into.get(todo.pop(), ()):
                if source not in reach:
                    reach.add(source)
                    todo.append(source)
        lost = self.found.states - len(reach)
        if lost:
            raise NoEndError(f"{self.scene.name}: from {lost} states there is no way to an end")

    def _fault(self, what: str, node: Node, step: Step | None = None) -> None:
        last = () if step is None else (step.outcome,)
        self.found.faults.setdefault(what, Fault(what, (*node.outcomes(), *last)))


def explore(
    scene: Scene, *, merged: bool = True, depth: int | None = None, limit: int = LIMIT
) -> Exploration:
    return Explorer(scene, merged=merged, depth=depth, limit=limit).explore()
