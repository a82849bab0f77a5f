"""Counters of one board's questions and their results, cheap enough for every question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Missed(Protocol):
    """A question without an answer; see `NoReply`."""

    @property
    def garbage(self) -> bytes: ...
    @property
    def twofold(self) -> bool: ...
    @property
    def declined(self) -> str: ...
    @property
    def foreign(self) -> bool: ...


@dataclass(slots=True)
class Tally:
    """Belongs to the thread that owns the line; fields as in `BankHealth`. `answered_at` is monotonic.

    Every question is counted once, by what it came to, so the counters add up to `questions`; only `echoes`
    and `strays` count something else. `is_foreign`: whether a frame is another board's answer.
    """

    is_foreign: Callable[[bytes], bool] = lambda _data: False
    questions: int = 0
    answers: int = 0
    timeouts: int = 0
    refused: int = 0
    foreign: int = 0
    declined: int = 0
    echoes: int = 0
    strays: int = 0
    collisions: int = 0
    answered_at: float | None = None

    def heard(self, now: float) -> None:
        """The board answered; counted when no second answer can come any more."""
        self.answered_at = now

    def answered(self, *, differed: bool = False) -> None:
        """A question was answered: by its board, or by more than one."""
        self.questions += 1
        if differed:
            self.collisions += 1
        else:
            self.answers += 1

    def missed(self, why: Missed) -> None:
        """A question was not answered as it should be."""
        self.questions += 1
        if why.twofold:
            self.collisions += 1
        elif why.declined:
            self.declined += 1
        elif why.foreign:
            self.foreign += 1
        elif why.garbage:
            self.refused += 1
        else:
            self.timeouts += 1
