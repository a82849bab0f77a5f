"""One command after the other on an open line: everything a terminal says until it is over, each answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.outcomes.terminals import CardDoing
from hardware.terminals.zvt import frames
from hardware.terminals.zvt.answers import (
    Aborted,
    CardStatus,
    Finished,
    aborted_of,
    doing_of,
    finished_of,
    minutes_of,
    status_of,
)
from hardware.terminals.zvt.fields import printed_block, printed_line
from hardware.terminals.zvt.frames import Apdu
from hardware.terminals.zvt.link import Link
from hardware.transport.base import LineError, Transport
from hardware.transport.wake import Wake

log = logging.getLogger(__name__)

T3: Final = 5.0
"""Seconds until a command is answered."""
T4: Final = 180.0
"""Seconds until a terminal that works says anything."""
_GAP: Final = 1.0
_MOST_LINES: Final = 200
"""Printed lines kept of one command."""


@dataclass(slots=True)
class Course:
    """How one command went. `no`: the code of its refusal; `over` None: the terminal fell silent."""

    no: int | None = None
    begun: bool = False
    statuses: list[CardStatus] = field(default_factory=list)
    over: Finished | Aborted | None = None
    raw: bytes = b""
    """what the 06 0F carried"""
    lines: list[str] = field(default_factory=list)

    @property
    def status(self) -> CardStatus | None:
        return self.statuses[-1] if self.statuses else None


class Listener:
    """What goes on meanwhile; by itself it says yes to everything and wants nothing."""

    def heard(self, status: CardStatus) -> bytes | None:  # noqa: ARG002  for those who judge it
        """The answer to a status; None: it comes later, by `answer`."""
        return frames.yes()

    def answer(self, now: float) -> bytes | None:  # noqa: ARG002  as above
        """The answer that was put off, once it is known."""
        return None

    def due(self) -> float | None:
        """When `answer` has to be asked again at the latest."""
        return None

    def doing(self, what: CardDoing) -> None:
        """The terminal says what it does."""

    def wants_to_stop(self) -> bool:
        return False


class Dialogue:
    """`line` is open. Raises `LineError` when it is lost; `written` is 0 then only if nothing of it left."""

    def __init__(
        self, line: Transport, link: Link, clock: Callable[[], float], wake: Wake, is_over: Callable[[], bool]
    ) -> None:
        self._line = line
        self._link = link
        self._clock = clock
        self._wake = wake
        self._is_over = is_over

    def run(self, command: bytes, listener: Listener | None = None) -> Course:
        """Send `command` once and hear the terminal out, until it is over, refused, or silent for too long.

        Raises `LineError` where the program stops meanwhile.
        """
        course, listener = Course(), listener or Listener()
        self._write(command, once=(command[0], command[1]) in frames.MONEY)
        try:
            self._hear_out(course, listener)
        except LineError as gone:
            gone.written = max(1, gone.written)  # whatever broke now, the command had left
            raise
        return course

    def _hear_out(self, course: Course, listener: Listener) -> None:
        patience, stopped = T3, False
        limit = self._clock() + patience
        while True:
            if course.begun and not stopped and listener.wants_to_stop():
                stopped = True
                self._write(frames.stop())
            answer = listener.answer(self._clock())
            if answer is not None:
                self._write(answer)
                limit = self._clock() + patience
            due = listener.due()
            apdu = self._next(limit if due is None else min(limit, due))
            if apdu is None:
                if self._clock() >= limit:
                    return
                continue
            if apdu.head in frames.TOLD:
                course.begun = True
                patience = _patience(apdu, patience)
                if self._heard(apdu, course, listener):
                    return
            elif not course.begun and (apdu.is_yes or apdu.no is not None):
                course.no = apdu.no or None
                if course.no is not None:
                    return
                course.begun, patience = True, T4
            else:
                self._other(apdu)
                continue
            limit = self._clock() + patience

    def idle(self, seconds: float) -> None:
        """Wait, and answer what comes unasked; returns early when the wake rings.

        Money that is told of now belongs to nobody: the terminal is told that the goods are not out.
        """
        apdu = self._next(self._clock() + seconds)
        if apdu is None:
            return
        if apdu.head == frames.STATUS and status_of(apdu.data).result == 0:
            log.warning("a terminal approved what nobody waits for any more; it was told to take it back")
            self._write(frames.no(frames.FAILED))
        elif apdu.head in frames.TOLD:
            self._write(frames.yes())
        else:
            self._other(apdu)

    def _other(self, apdu: Apdu) -> None:
        """An answer said twice, or to our wish to stop; or a command to the kiosk, which it can't do."""
        if apdu.head[0] not in frames.ANSWERS:
            log.info("a terminal asks for %02X %02X, which the kiosk can't do", *apdu.head)
            self._write(frames.no(frames.IMPOSSIBLE))

    def _heard(self, apdu: Apdu, course: Course, listener: Listener) -> bool:
        """Take in one message; whether the command is over by it."""
        answer: bytes | None = frames.yes()
        match apdu.head:
            case frames.STATUS:
                status = status_of(apdu.data)
                course.statuses.append(status)
                answer = listener.heard(status)
            case frames.WORKING:
                listener.doing(doing_of(apdu.data))
            case frames.LINE:
                course.lines.append(printed_line(apdu.data))
            case frames.BLOCK:
                course.lines += printed_block(apdu.data)
            case frames.DONE:
                course.over, course.raw = finished_of(apdu.data), apdu.data
            case _:
                course.over = aborted_of(apdu.data)
        del course.lines[_MOST_LINES:]
        if answer is not None:
            self._write(answer)
        return course.over is not None

    # --- bytes ---

    def _write(self, frame: bytes, *, once: bool = False) -> None:
        self._link.send(frame, self._clock(), once=once)
        self._flush()

    def _flush(self) -> None:
        out = self._link.outgoing()
        if out:
            self._line.write(out)

    def _next(self, limit: float) -> Apdu | None:
        """The next APDU; None at `limit`, or when the wake rang."""
        while True:
            apdu = self._link.take()
            if apdu is not None:
                return apdu
            now = self._clock()
            if self._is_over():
                raise LineError("the program stops", 1)
            if now >= limit:
                return None
            due = self._link.due()
            until = limit if due is None else min(limit, due)
            if self._line.listen(until - now, self._wake):
                burst = self._line.read_until_gap(0, 0, _GAP)
                self._link.receive(burst.data, self._clock())
            elif self._wake.is_set():
                self._wake.clear()
                return None
            self._link.tick(self._clock())
            self._flush()


def _patience(apdu: Apdu, patience: float) -> float:
    """Seconds for which the terminal may be silent after this."""
    minutes = minutes_of(apdu.data) if apdu.head == frames.WORKING else None
    if minutes is not None:
        return 60.0 * minutes
    return T4 if patience == T3 else patience
