"""A sale whose goods wait for the approval, and whose approval waits for the goods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from hardware.outcomes.terminals import (
    CardDeclined,
    CardDoing,
    CardDone,
    CardHolding,
    CardNotSent,
    CardOutcome,
    CardRefusal,
    CardSlip,
    CardUnknown,
    CardWorking,
)
from hardware.terminals.errands import ErrandRow, GoodsVerdict, SaleErrand
from hardware.terminals.zvt import frames
from hardware.terminals.zvt.answers import Aborted, CardStatus, refusal_of
from hardware.terminals.zvt.dialogue import Course, Listener

GOODS_S: Final = 30
"""Seconds that the terminal is told to wait for the goods."""
POLLS: Final = 10
"""How often it may ask again meanwhile."""
HOLD_FOR: Final = 24.0
"""Seconds after which we tell it ourselves that there are none, while it still listens."""
QUIET: Final = 12.0
"""Seconds for which an approval is left unanswered before the terminal is told to wait and ask again."""


class _Is(Enum):
    NOTHING = auto()
    DECLINED = auto()
    HELD = auto()
    COMMITTED = auto()
    REFUSED = auto()
    ODD = auto()
    """what came can't be trusted; it was told to take it back"""


class Goods(Listener):
    """One sale. `terminal`: the id that the terminal gave itself; `before`: its last receipt until now.

    Approved is only what has the result 0, our amount, that id, and another receipt than the last.
    """

    def __init__(
        self,
        errand: SaleErrand,
        errands: ErrandRow,
        post: Callable[[CardWorking | CardHolding], None],
        clock: Callable[[], float],
        *,
        terminal: str,
        before: int | None,
    ) -> None:
        self._errand = errand
        self._errands = errands
        self._post = post
        self._clock = clock
        self._terminal = terminal
        self._before = before
        self._is = _Is.NOTHING
        self._held: CardStatus | None = None
        self._pending = False
        self._ends = self._ask_again = 0.0
        self._oddity = ""

    # --- while it runs ---

    def heard(self, status: CardStatus) -> bytes | None:
        match self._is:
            case _Is.NOTHING | _Is.DECLINED:
                return self._first(status)
            case _Is.HELD | _Is.COMMITTED | _Is.REFUSED if self._held and status.same == self._held.same:
                self._pending = self._is is _Is.HELD
                self._ask_again = self._clock() + QUIET
                return None if self._pending else self._said()
            case _Is.COMMITTED:
                # The goods are out, and now it says something else of them.
                return self._odd("it told two things of one sale", answer=frames.yes())
            case _:
                return self._odd("it told two things of one sale")

    def answer(self, now: float) -> bytes | None:
        if self._is is not _Is.HELD or not self._pending:
            return None
        verdict = self._errands.verdict(self._errand.id)
        if verdict is None and now >= self._ends:
            verdict = GoodsVerdict.REFUSE
        if verdict is None:
            if now < self._ask_again:
                return None
            self._pending = False
            return frames.no(frames.WAIT)
        self._is = _Is.COMMITTED if verdict is GoodsVerdict.COMMIT else _Is.REFUSED
        self._pending = False
        return self._said()

    def due(self) -> float | None:
        return min(self._ends, self._ask_again) if self._pending else None

    def doing(self, what: CardDoing) -> None:
        self._post(CardWorking(self._errand.id, what))

    def wants_to_stop(self) -> bool:
        return self._is is _Is.NOTHING and self._errands.is_cancelled(self._errand.id)

    def _first(self, status: CardStatus) -> bytes | None:
        if status.result is None or (status.result == 0 and status.slip.amount is None):
            return self._odd(status.unread or "it told neither a result nor an amount")
        if status.result != 0:
            self._is, self._held = _Is.DECLINED, status
            return frames.yes()
        wrong = self._wrong(status.slip)
        if wrong:
            return self._odd(wrong)
        self._is, self._held, self._pending = _Is.HELD, status, True
        now = self._clock()
        self._ends, self._ask_again = now + HOLD_FOR, now + QUIET
        self._post(CardHolding(self._errand.id, status.slip))
        return None

    def _wrong(self, slip: CardSlip) -> str:
        if slip.amount != self._errand.amount:
            return f"it approved {slip.amount} instead of {self._errand.amount}"
        if self._terminal and slip.terminal != self._terminal:
            return "another terminal's answer came"
        if slip.receipt is not None and slip.receipt == self._before:
            return "it told of the payment before this one"
        return ""

    def _odd(self, why: str, answer: bytes = b"") -> bytes:
        self._is, self._oddity, self._pending = _Is.ODD, why, False
        return answer or frames.no(frames.FAILED)

    def _said(self) -> bytes:
        return frames.yes() if self._is is _Is.COMMITTED else frames.no(frames.FAILED)

    # --- what it came to ---

    def outcome(self, course: Course) -> CardOutcome:
        id_, held = self._errand.id, self._held
        slip = None if held is None else replace(held.slip, lines=tuple(course.lines))
        if course.no is not None:
            return CardNotSent(id_, refusal_of(course.no))
        match self._is:
            case _Is.NOTHING if not course.begun:
                return CardUnknown(id_, "the terminal did not answer")
            case _Is.NOTHING if isinstance(course.over, Aborted):
                return CardDeclined(id_, refusal_of(course.over.code), course.over.code)
            case _Is.NOTHING:
                return CardUnknown(id_, "the terminal said neither yes nor no")
            case _Is.DECLINED if held is not None:
                return CardDeclined(id_, refusal_of(held.result or 0), held.result or 0)
            case _Is.COMMITTED if slip is not None and course.over is not None:
                if isinstance(course.over, Aborted):
                    return CardUnknown(id_, f"paid, then ended with {course.over.code:02X}", slip)
                return CardDone(id_, slip)
            case _Is.REFUSED | _Is.HELD if isinstance(course.over, Aborted):
                return CardDeclined(id_, CardRefusal.GOODS, course.over.code)
            case _Is.REFUSED:
                return CardUnknown(id_, "it did not say that it took the payment back", slip)
            case _Is.ODD:
                return CardUnknown(id_, self._oddity, slip)
            case _:
                over = (
                    "the terminal fell silent"
                    if course.over is None
                    else "it ended before the goods were out"
                )
                return CardUnknown(id_, over, slip)

    def cut(self, gone: str, written: int) -> CardOutcome:
        """The line was lost meanwhile."""
        if written == 0 and self._is is _Is.NOTHING:
            return CardNotSent(self._errand.id, CardRefusal.GONE)
        if self._is is _Is.DECLINED and self._held is not None:
            code = self._held.result or 0
            return CardDeclined(self._errand.id, refusal_of(code), code)
        return CardUnknown(self._errand.id, gone, self._held.slip if self._held else None)
