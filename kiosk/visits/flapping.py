"""What comes and goes again and again: a loose plug, a worn contact. The book has its state, not each turn.

The first turns of an hour are told at once. From then on news that changes little by being late has to stand
first, longer with every turn, and takes the turns that nobody was told of with it as a count. Whatever may
wait for it (a visit, the watch over a door that opens) never does: what is held back is that a line is down
while it may be up again in a moment, and that a door which nobody works at is shut for good.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
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


class Flapping:
    """Counts turns by key; `now` is the clock that nobody sets."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._turns: dict[Hashable, _Turns] = {}

    def turned(self, key: Hashable) -> float:
        """It has turned once more; seconds that this has to stand before it is told, 0 for at once."""
        turns = self._turns.setdefault(key, _Turns())
        turns.at.append(self._now())
        turns.untold += 1
        over = self.rate(key) - FREE
        return 0.0 if over <= 0 else min(_FIRST * 2.0 ** min(over - 1, 10), _LONGEST)

    def rate(self, key: Hashable) -> int:
        """How often it turned within the last hour."""
        turns = self._turns.get(key)
        if turns is None:
            return 0
        while turns.at and self._now() - turns.at[0] >= HOUR:
            turns.at.popleft()
        return len(turns.at)

    def often(self) -> dict[str, int]:
        """What turned oftener within the last hour than is told at once, and how often."""
        rates = {str(key): self.rate(key) for key in self._turns}
        return {key: rate for key, rate in rates.items() if rate > FREE}

    def told(self, key: Hashable) -> int:
        """It is being told; how many turns that stands for."""
        turns = self._turns.setdefault(key, _Turns())
        count, turns.untold = turns.untold, 0
        return count
