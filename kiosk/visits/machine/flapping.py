"""What comes and goes again and again: a loose plug, a worn contact. The book has its state, not each turn.

The first turns of an hour are told at once. From then on news that changes little by being late has to stand
first, longer with every turn, and takes the turns that nobody was told of with it as a count. Whatever may
wait for it (a visit, the watch over a door that opens) never does: what is held back is that a line is down
while it may be up again in a moment, and that a door which nobody works at is shut for good.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Final

FREE: Final = 3
"""Turns of an hour that are told at once."""
HOUR: Final = 3600.0
_FIRST: Final = 60.0
_LONGEST: Final = 900.0
_KNOWN: Final = 5000


@dataclass(slots=True)
class _Turns:
    at: deque[float] = field(default_factory=partial(deque, maxlen=_KNOWN))
    untold: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something came and went within the last hour; `every`: seconds from one time to the next."""

    times: int
    every: float


class Flapping:
    """Counts turns of things such as "line locks" and "door 5"; `now` is the clock that nobody sets.

    `heard` is told of each thing that turned; it hears of no aspect of a thing.
    """

    def __init__(self, now: Callable[[], float], heard: Callable[[str], None] = lambda _thing: None) -> None:
        self._now = now
        self._heard = heard
        self._turns: dict[tuple[str, str], _Turns] = {}

    def turned(self, thing: str, aspect: str = "") -> float:
        """It has turned once more; seconds that this has to stand before it is told, 0 for at once.

        `aspect`: what of it turned, where that comes and goes with the weather and is no worn contact.
        """
        turns = self._turns.setdefault((thing, aspect), _Turns())
        turns.at.append(self._now())
        turns.untold += 1
        if not aspect:
            self._heard(thing)
        over = self._rate(turns) - FREE
        return 0.0 if over <= 0 else min(_FIRST * 2.0 ** min(over - 1, 10), _LONGEST)

    def rate(self, thing: str) -> int:
        """How often it turned within the last hour."""
        turns = self._turns.get((thing, ""))
        return 0 if turns is None else self._rate(turns)

    def last(self, thing: str) -> float:
        """When it turned last, on that clock; minus infinity if it never did."""
        turns = self._turns.get((thing, ""))
        return turns.at[-1] if turns is not None and turns.at else -inf

    def since(self, thing: str, moment: float) -> int:
        """How often it turned within the last hour, and after this moment."""
        turns = self._turns.get((thing, ""))
        return 0 if turns is None or not self._rate(turns) else sum(at > moment for at in turns.at)

    def often(self) -> dict[str, Rate]:
        """What turned oftener within the last hour than is told at once."""
        turning = {thing: turns.at for (thing, aspect), turns in self._turns.items() if not aspect}
        return {
            thing: Rate(len(at), (at[-1] - at[0]) / (len(at) - 1))
            for thing, at in turning.items()
            if self.rate(thing) > FREE
        }

    def told(self, thing: str) -> int:
        """It is being told; how many turns that stands for."""
        turns = self._turns.setdefault((thing, ""), _Turns())
        count, turns.untold = turns.untold, 0
        return count

    def _rate(self, turns: _Turns) -> int:
        while turns.at and self._now() - turns.at[0] >= HOUR:
            turns.at.popleft()
        return len(turns.at)
