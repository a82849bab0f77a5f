"""What came of the questions to one board: a few counters, so cheap that every question is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Belongs to the thread that owns the line; fields as in `BankHealth`. `answered_at` is monotonic.

    `is_foreign`: whether a frame is a whole answer of another board on this line.
    """

    is_foreign: Callable[[bytes], bool] = lambda _data: False
    questions: int = 0
    answers: int = 0
    timeouts: int = 0
    refused: int = 0
    foreign: int = 0
    echoes: int = 0
    collisions: int = 0
    answered_at: float | None = None

    def heard(self, now: float, *, crowd: bool = False) -> None:
        """A question was answered: by its board, or by more than one."""
        self.questions += 1
        if crowd:
            self.collisions += 1
        else:
            self.answers += 1
            self.answered_at = now

    def missed(self, *, garbled: bool) -> None:
        """Nothing answered it; what came instead, if anything, was counted when it came."""
        self.questions += 1
        self.timeouts += not garbled

    def refuse(self, data: bytes) -> None:
        """A burst that is no answer."""
        if self.is_foreign(data):
            self.foreign += 1
        else:
            self.refused += 1
