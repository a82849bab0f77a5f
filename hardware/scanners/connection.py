"""One connection to a scanner: cuts bytes into reads and sends the trigger's commands. Pure."""

from __future__ import annotations

from hardware.scanners.cutter import LineCutter, TooLong
from hardware.scanners.triggers import Aim, AnswerFilter, Trigger

QUIET = 0.1
MOST_READS_A_SECOND = 20


class ScannerConnection:
    """The caller brings the time in seconds, sends what `say` gives, and comes back after `pause` at the
    latest."""

    def __init__(self, cutter: LineCutter, trigger: Trigger | None) -> None:
        self._cutter = cutter
        self._aim = None if trigger is None else Aim(trigger)
        self._answers = AnswerFilter(() if trigger is None else trigger.answers)
        self._heard_at = 0.0
        self._second, self._in_second = 0.0, 0
        self.too_fast = False
        """Whether the last reads were refused because nobody scans so fast."""

    def say(self, now: float, *, wanted: bool) -> bytes:
        return b"" if self._aim is None else self._aim.send(now, wanted=wanted)

    def pause(self, now: float) -> float | None:
        aim = None if self._aim is None else self._aim.pause(now)
        if not (self._cutter.waiting or self._answers.waiting):
            return aim
        quiet = max(0.0, self._heard_at + QUIET - now)
        return quiet if aim is None else min(quiet, aim)

    def hear(self, data: bytes, now: float) -> list[bytes | TooLong]:
        """The reads that `data`, or the quiet since the last of it, completes."""
        if data:
            self._heard_at = now
            reads = self._cutter.feed(self._answers.feed(data))
        elif now - self._heard_at >= QUIET:
            reads = self._cutter.feed(self._answers.quiet())
            if (last := self._cutter.quiet()) is not None:
                reads.append(last)
        else:
            reads = []
        if reads and self._aim is not None:
            self._aim.has_read(now)
        return self._slowly(reads, now)

    def _slowly(self, reads: list[bytes | TooLong], now: float) -> list[bytes | TooLong]:
        if now - self._second >= 1.0:
            self._second, self._in_second = now, 0
        allowed = MOST_READS_A_SECOND - self._in_second
        self._in_second += len(reads)
        self.too_fast = bool(reads) and len(reads) > allowed
        if self.too_fast:
            self._cutter.refuse_until_quiet()
        return reads[: max(0, allowed)]
