"""A line that records all bytes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hardware.transport.base import Burst, Transport
from hardware.transport.wake import Wake

KEPT = 1000


class Direction(StrEnum):
    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Passed:
    """Some bytes, with the monotonic time at which the line had taken or delivered the last of them."""

    at: float
    direction: Direction
    data: bytes


class Recorder:
    """A `Transport` around another; the newest `KEPT` passages are in `passed`, oldest first."""

    def __init__(
        self,
        inner: Transport,
        *,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[Passed], None] | None = None,
    ) -> None:
        self._inner = inner
        self._clock = clock
        self._tell = tell
        self.passed: deque[Passed] = deque(maxlen=KEPT)

    def write(self, data: bytes) -> None:
        self._inner.write(data)
        self._note(Direction.SENT, data)

    def listen(self, seconds: float, wake: Wake) -> bool:
        return self._inner.listen(seconds, wake)

    def read_until_gap(
        self, first: float, gap: float, longest: float, enough: Callable[[bytes], bool] | None = None
    ) -> Burst:
        burst = self._inner.read_until_gap(first, gap, longest, enough)
        self._note(Direction.RECEIVED, burst.data)
        return burst

    def drain(self, silence: float, longest: float) -> Burst:
        burst = self._inner.drain(silence, longest)
        self._note(Direction.RECEIVED, burst.data)
        return burst

    def close(self) -> None:
        self._inner.close()

    def _note(self, direction: Direction, data: bytes) -> None:
        if not data:
            return
        passed = Passed(self._clock(), direction, data)
        self.passed.append(passed)
        if self._tell is not None:
            self._tell(passed)
