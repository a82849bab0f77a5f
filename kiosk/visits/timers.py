"""What is to happen later, on the monotonic clock."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable
from itertools import count


class Timers:
    """One timer a key; setting it again replaces it. `fire` runs what is due in order of time."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._heap: list[tuple[float, int, Hashable]] = []
        self._live: dict[Hashable, tuple[int, Callable[[], None]]] = {}
        self._order = count()

    def set(self, key: Hashable, seconds: float, do: Callable[[], None]) -> None:
        order = next(self._order)
        self._live[key] = (order, do)
        heapq.heappush(self._heap, (self._now() + seconds, order, key))

    def cancel(self, key: Hashable) -> None:
        self._live.pop(key, None)

    def next_in(self) -> float | None:
        """Seconds until the next timer is due; None without one."""
        self._drop_dead()
        return max(0.0, self._heap[0][0] - self._now()) if self._heap else None

    def fire(self) -> None:
        """Run everything that is due now."""
        self._drop_dead()
        while self._heap and self._heap[0][0] <= self._now():
            _, _, key = heapq.heappop(self._heap)
            _, do = self._live.pop(key)
            do()
            self._drop_dead()

    def _drop_dead(self) -> None:
        while self._heap and self._live.get(self._heap[0][2], (-1,))[0] != self._heap[0][1]:
            heapq.heappop(self._heap)
