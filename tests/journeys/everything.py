"""All explorations together: their totals for the bench, and the map of screens they draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.journeys.explorer import Explorer
from tests.journeys.moment import Scene
from tests.journeys.scenes.boards import replacing
from tests.journeys.scenes.counter import at_the_counter
from tests.journeys.scenes.dropoff import dropping_off
from tests.journeys.scenes.faces import known_by_face
from tests.journeys.scenes.front import at_home, guarded
from tests.journeys.scenes.money import paying
from tests.journeys.scenes.pools import lending_and_borrowing
from tests.journeys.scenes.scenes import (
    checking,
    collecting,
    delivering,
    from_afar,
    learning,
    maintaining,
    sensing,
    working,
)
from tests.journeys.scenes.spaces import clearing, coming_back, paid_spaces, renting
from tests.journeys.scenes.wishes import wishing_for_more


@dataclass(frozen=True, slots=True)
class Totals:
    """`moves`: from which screen (by its class) to which; "" is where a visit ends."""

    states: int
    steps: int
    ends: int
    faults: tuple[str, ...]
    moves: frozenset[tuple[str, str]]


def every() -> Sequence[Scene]:
    return [
        *sensing(),
        *at_home(),
        *guarded(),
        *known_by_face(),
        *wishing_for_more(),
        *collecting(),
        *delivering(),
        *dropping_off(),
        *working(),
        *learning(),
        *maintaining(),
        *replacing(),
        *checking(),
        *from_afar(),
        *clearing(),
        *renting(),
        *coming_back(),
        *paying(),
        *at_the_counter(),
        *paid_spaces(),
        *lending_and_borrowing(),
    ]


def explore_all() -> Totals:
    """Walk every scene to its end; takes some seconds."""
    explorers = [Explorer(scene) for scene in every()]
    found = [explorer.explore() for explorer in explorers]
    return Totals(
        sum(f.states for f in found),
        sum(f.steps for f in found),
        sum(f.ends for f in found),
        tuple(what for f in found for what in f.faults),
        frozenset(move for explorer in explorers for move in moves(explorer)),
    )


def moves(explorer: Explorer) -> Iterable[tuple[str, str]]:
    """From screen to screen, over whatever happened between them."""
    after: dict[int, list[int]] = {}
    for source, target in explorer.edges:
        after.setdefault(source, []).append(target)
    for start, screen in explorer.screen_of.items():
        for following in _next_screens(start, after, explorer.screen_of):
            yield screen, following


def _next_screens(start: int, after: Mapping[int, list[int]], screen_of: Mapping[int, str]) -> set[str]:
    found: set[str] = set()
    seen: set[int] = set()
    todo = [start]
    while todo:
        for target in after.get(todo.pop(), ()):
            if target in screen_of:
                found.add(screen_of[target])
            elif target not in seen:
                seen.add(target)
                todo.append(target)
                if target not in after:
                    found.add("")
    return found


def drawn(known: Iterable[tuple[str, str]]) -> str:
    """The map of screens in Graphviz's DOT language."""
    lines = [f'  "{source}" -> "{target or "end"}";' for source, target in sorted(known) if source != target]
    return "\n".join(("digraph screens {", "  node [shape=box];", '  "end" [shape=circle];', *lines, "}", ""))
