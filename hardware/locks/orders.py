"""Orders to a bus from other threads, read by its owner between two transactions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from hardware.locks.driver import Bank
from hardware.outcomes.locks import LockAddress


@dataclass(frozen=True, slots=True)
class UnlockOrder:
    """An unlock that waits for its turn."""

    ticket: int
    address: LockAddress


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """A search for the board that replaces a silent bank's."""

    ticket: int
    bank: str


@dataclass(slots=True)
class Orders:
    """`searches`, `unlocks`: each has to be answered. `moved`: banks as they are from now on.

    `health`: somebody wants to know how the line does.
    """

    unlocks: deque[UnlockOrder] = field(default_factory=deque)
    busy: bool = False
    stopping: bool = False
    searches: deque[SearchOrder] = field(default_factory=deque)
    moved: deque[Bank] = field(default_factory=deque)
    health: bool = False
