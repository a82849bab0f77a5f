"""What other threads want of a terminal: errands in a row, and decisions on the one under way."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

from hardware.outcomes.terminals import CardSlip


@dataclass(frozen=True, slots=True)
class SaleErrand:
    """Take `amount`, and keep the approval open until it is committed or refused."""

    id: str
    amount: int


@dataclass(frozen=True, slots=True)
class AskErrand:
    """Find out whether `amount` was taken; `before` is the last receipt before it was asked for."""

    id: str
    amount: int
    before: int | None


@dataclass(frozen=True, slots=True)
class HoldErrand:
    id: str
    amount: int


@dataclass(frozen=True, slots=True)
class BookErrand:
    """Take `used` of the hold on `slip`."""

    id: str
    slip: CardSlip
    used: int


@dataclass(frozen=True, slots=True)
class FreeErrand:
    id: str
    slip: CardSlip


@dataclass(frozen=True, slots=True)
class ReverseErrand:
    """Take back the payment on `slip`, without the card."""

    id: str
    slip: CardSlip


@dataclass(frozen=True, slots=True)
class RefundErrand:
    """Give `amount` back to a card that is held there."""

    id: str
    amount: int


@dataclass(frozen=True, slots=True)
class DayErrand:
    id: str


Errand = (
    SaleErrand | AskErrand | HoldErrand | BookErrand | FreeErrand | ReverseErrand | RefundErrand | DayErrand
)
AT_THE_CARD = (SaleErrand, HoldErrand, RefundErrand)
"""Somebody stands there for these: they begin at once or not at all."""


class GoodsVerdict(Enum):
    """What became of the goods."""

    COMMIT = auto()
    REFUSE = auto()


class ErrandRow:
    """Filled by any thread, emptied by the terminal's; closed while nobody could see to them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Errand] = deque()
        self._active: Errand | None = None
        self._verdicts: dict[str, GoodsVerdict] = {}
        self._cancelled: set[str] = set()
        self._open = self._shut = False

    def open(self) -> None:
        with self._lock:
            self._open = True

    def close(self, *, asks: bool = False) -> list[Errand]:
        """Take nothing more but questions; what waited and will not be seen to. `asks`: not even those."""
        with self._lock:
            self._open = False
            self._shut = self._shut or asks
            left = [each for each in self._waiting if asks or not isinstance(each, AskErrand)]
            self._waiting = deque(each for each in self._waiting if each not in left)
            return left

    def put(self, errand: Errand) -> bool | None:
        """True where it will be seen to; None while the terminal isn't there, false while it is busy.

        A question is always taken: it waits for the terminal.
        """
        with self._lock:
            if isinstance(errand, AskErrand) and not self._shut:
                self._waiting.append(errand)
                return True
            if not self._open:
                return None
            if isinstance(errand, AT_THE_CARD) and (self._waiting or self._active is not None):
                return False
            self._waiting.append(errand)
            return True

    def first(self) -> Errand | None:
        """The next one, which is under way until `over`."""
        with self._lock:
            self._active = self._waiting.popleft() if self._waiting else None
            return self._active

    def again(self, errand: AskErrand) -> None:
        """A question that is under way and has to wait goes to the end of the row."""
        with self._lock:
            if self._active is errand:
                self._active = None
                self._waiting.append(errand)

    def is_active(self, errand: Errand) -> bool:
        with self._lock:
            return self._active is errand

    def over(self) -> None:
        with self._lock:
            if self._active is not None:
                self._verdicts.pop(self._active.id, None)
                self._cancelled.discard(self._active.id)
            self._active = None

    def is_asked(self) -> bool:
        """Whether a question waits, or is under way."""
        with self._lock:
            return any(isinstance(each, AskErrand) for each in (self._active, *self._waiting))

    def decide(self, id_: str, verdict: GoodsVerdict) -> None:
        """The first word on an id counts; one on an errand that isn't under way means nothing."""
        with self._lock:
            if self._active is not None and self._active.id == id_:
                self._verdicts.setdefault(id_, verdict)

    def verdict(self, id_: str) -> GoodsVerdict | None:
        with self._lock:
            return self._verdicts.get(id_)

    def cancel(self, id_: str) -> None:
        with self._lock:
            if any(each is not None and each.id == id_ for each in (self._active, *self._waiting)):
                self._cancelled.add(id_)

    def is_cancelled(self, id_: str) -> bool:
        with self._lock:
            return id_ in self._cancelled
