"""Questions and answers on one half-duplex line: gaps, echoes, silence after faults, unasked reports."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from hardware.locks.crowd import Crowd
from hardware.locks.tally import Tally
from hardware.outcomes import DoorState, NotSent
from hardware.transport.base import Burst, Transport
from hardware.transport.wake import Wake

Answer = TypeVar("Answer")

GAP = 0.025
"""Seconds of silence that end a frame: USB adapters deliver one reply in bursts more than 5 ms apart."""
LONGEST = 0.5
"""Seconds that one burst, or the wait for silence, may last before the line counts as babbling."""
HEARD_MOST = 256
TWO_ANSWERS_MOST = 128
"""Bytes in which two answers are looked for; lock boards' are a tenth of it."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The question went out and nothing that answers it came back in time; `garbage` is what came instead.

    `twofold`: more than one board answered.
    """

    garbage: bytes = b""
    twofold: bool = False

    def __str__(self) -> str:
        if self.twofold:
            return "more than one board answers at this address"
        return "bytes that make no sense" if self.garbage else "no byte came back"


@dataclass(frozen=True, slots=True)
class Heard:
    """One frame that nobody asked for, `length` bytes long; `channel` is None where it tells nothing."""

    length: int
    channel: int | None = None
    state: DoorState = DoorState.UNKNOWN


class Ear(Protocol):
    """Somebody who knows one board's unasked frames."""

    def hear(self, data: bytes) -> Heard | None:
        """The unasked frame of one's own board that `data` begins with, if it does."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """A board's unasked report: whose ear knew it, and when it came."""

    ear: int
    channel: int
    state: DoorState
    at: float


@dataclass(slots=True)
class _Answered:
    """The last question that was answered, until the next frame leaves."""

    question: bytes
    first: bytes
    accepts: Callable[[bytes], bool]
    again: bool
    """whether more than one answer came"""
    tally: Tally


class Line:
    """A transport lent to drivers; the thread that makes it is the only one that may touch it."""

    def __init__(
        self,
        transport: Transport,
        ears: Sequence[Ear] = (),
        clock: Callable[[], float] = time.monotonic,
        gap: float = 0.0,
    ) -> None:
        self._transport = transport
        self._ears = ears
        self._clock = clock
        self._gap = gap
        self._owner = threading.get_ident()
        self._suspect = True
        self._reports: list[Report] = []
        self._crowd = Crowd()
        self._usual: dict[bytes, bytes] = {}
        self._last: _Answered | None = None
        self._last_byte = float("-inf")
        self.tally = Tally()
        """Where what comes of the next question is counted."""
        self.strays = 0
        """Bursts that nobody had asked for and nobody understood."""
        self.echo: bool | None = None
        """Whether the adapter sends our own bytes back; None until a board has answered once."""
        self.patient = False
        """Whether every answer has to end in silence. Otherwise one that is byte for byte what the same
        question got before, and so tells nothing new, is taken as soon as it is whole: that is what lets
        the line be asked as fast as it can answer."""

    @property
    def suspect(self) -> bool:
        """Whether something went wrong that the next question has to wait out."""
        return self._suspect

    @property
    def free_at(self) -> float:
        """When the next frame may leave: the longest silence that one of the boards wants is over."""
        return self._last_byte + self._gap

    def ask(
        self,
        frame: bytes,
        accept: Callable[[bytes], Answer | None],
        within: float,
        on_sent: Callable[[float], None] | None = None,
    ) -> Answer | NoAnswer | NotSent:
        """Send `frame` once and wait up to `within` seconds for a burst that `accept` takes.

        `accept` sees whole bursts only, ended by silence, our echo and other boards' reports taken off; it
        has to check address, length and checksum. `NotSent`: the line wouldn't be silent, so no byte left.
        """
        if not self._settle():
            return NotSent("the line is never silent")
        self._write(frame, on_sent)
        echo_due = bool(self.echo)
        usual = b"" if self.patient or on_sent is not None else self._usual.get(frame, b"")
        garbage = b""
        deadline = self._clock() + within
        while (left := deadline - self._clock()) > 0:
            burst = self._burst(left, (frame if echo_due else b"") + usual if usual else b"")
            data = burst.data
            if echo_due:
                if not data.startswith(frame):
                    garbage = (garbage + data)[-HEARD_MOST:]
                    self.tally.refuse(data)
                    continue
                data, echo_due = data[len(frame) :], False
                self.tally.echoes += 1
            if not data:
                continue
            answer = self._answer(frame, data, accept) if burst.ended else None
            if answer is not None:
                self._suspect = isinstance(answer, NoAnswer)
                self.tally.heard(self._clock(), crowd=self._suspect)
                return answer
            if not self._all_heard(data):
                garbage = (garbage + data)[-HEARD_MOST:]
                self.tally.refuse(data)
        self._suspect = True
        if on_sent is None:  # not every board answers an unlock
            self.tally.missed(garbled=bool(garbage))
        return NoAnswer(garbage)

    def exchange(self, frame: bytes, enough: Callable[[bytes], bool], within: float) -> bytes | NotSent:
        """Send `frame` and collect raw bytes until `enough` or `within` seconds passed: for finding echo."""
        if not self._settle():
            return NotSent("the line is never silent")
        self._write(frame, None)
        data = b""
        deadline = self._clock() + within
        while (left := deadline - self._clock()) > 0 and len(data) < HEARD_MOST:
            data += self._burst(left, b"").data
            if enough(data):
                self._suspect = False
                self.tally.heard(self._clock())
                return data
        self._suspect = True
        self.tally.missed(garbled=data not in {b"", frame})
        return data

    def listen(self, seconds: float, wake: Wake) -> bool:
        """Wait for unasked reports; false when something came that nobody understands."""
        self._assert_owner()
        if not self._transport.listen(seconds, wake):
            return True
        return self._take(self._transport.read_until_gap(0, GAP, LONGEST))

    def reports(self) -> list[Report]:
        """What was reported since the last call."""
        reports, self._reports = self._reports, []
        return reports

    def close(self) -> None:
        self._assert_owner()
        self._transport.close()

    def _write(self, frame: bytes, on_sent: Callable[[float], None] | None) -> None:
        self._assert_owner()
        last, self._last = self._last, None
        if last is not None and not last.again:
            self._crowd.single(last.question)
        self._transport.write(frame)
        self._last_byte = self._clock()
        if on_sent is not None:
            on_sent(self._last_byte)

    def _burst(self, first: float, expected: bytes) -> Burst:
        burst = self._transport.read_until_gap(first, GAP, LONGEST, expected.__eq__ if expected else None)
        if burst.data:
            silence = 0.0 if burst.data == expected or not burst.ended else GAP
            self._last_byte = self._clock() - silence
        return burst

    def _settle(self) -> bool:
        """Hear what waits; after a fault discard until there is silence. False when there is none."""
        self._assert_owner()
        free_at = self.free_at
        while (left := free_at - self._clock()) > 0:
            self._take(self._transport.read_until_gap(left, GAP, LONGEST))
        self._take(self._transport.drain(0, LONGEST))
        if not self._suspect:
            return True
        rest = self._transport.drain(GAP, LONGEST)
        self._suspect = not rest.ended
        return rest.ended

    def _take(self, burst: Burst) -> bool:
        understood = burst.ended and self._all_heard(burst.data)
        if not understood:
            self._suspect = True
            if burst.data:
                self.strays += 1
                self._count_second(burst.data)
        return understood

    def _count_second(self, data: bytes) -> None:
        """Nobody asked for `data`; maybe it is one more answer to the last question."""
        last = self._last
        if last is not None and last.accepts(_once(data)):
            last.again = True
            same = _once(data) == last.first
            last.tally.collisions += not same
            self._crowd.second(last.question, same=same)

    def _answer(
        self, question: bytes, data: bytes, accept: Callable[[bytes], Answer | None]
    ) -> Answer | NoAnswer | None:
        """The answer in a burst, whole, with nothing but whole reports before and after it."""
        once = _once(data)  # some converters deliver a frame twice
        rest = once
        front: list[Report] = []
        while rest:
            back: list[Report] = []
            core = rest
            while core:
                answer = accept(core)
                if answer is not None:
                    self._keep([*front, *back])
                    return self._counted(question, core, answer, accept, twice=once != data)
                core, ending = self._without_ending(core)
                back = [*ending, *back]
            length, reports = self._first(rest)
            rest = rest[length:] if length else b""
            front += reports
        if len(once) <= TWO_ANSWERS_MOST and any(
            accept(once[:n]) is not None and accept(once[n:]) is not None for n in range(1, len(once))
        ):
            return NoAnswer(data, twofold=True)
        return None

    def _counted(
        self,
        question: bytes,
        data: bytes,
        answer: Answer,
        accept: Callable[[bytes], Answer | None],
        *,
        twice: bool,
    ) -> Answer | NoAnswer:
        if twice:
            self._crowd.second(question, same=True)
        self._usual[question] = data
        self._last = _Answered(question, data, lambda late: accept(late) is not None, twice, self.tally)
        return NoAnswer(data, twofold=True) if self._crowd.crowded(question) else answer

    def _without_ending(self, data: bytes) -> tuple[bytes, list[Report]]:
        for start in range(len(data) - 1, 0, -1):
            length, reports = self._first(data[start:])
            if length == len(data) - start:
                return data[:start], reports
        return b"", []

    def _all_heard(self, data: bytes) -> bool:
        """Whether `data` is nothing but whole unasked frames; if so they are kept."""
        found: list[Report] = []
        while data:
            length, reports = self._first(data)
            if not length:
                return False
            found += reports
            data = data[length:]
        self._keep(found)
        return True

    def _first(self, data: bytes) -> tuple[int, list[Report]]:
        for index, ear in enumerate(self._ears):
            heard = ear.hear(data)
            if heard is None:
                continue
            if heard.channel is None:
                return heard.length, []
            return heard.length, [Report(index, heard.channel, heard.state, self._clock())]
        return 0, []

    def _keep(self, reports: list[Report]) -> None:
        self._reports = [*self._reports, *reports][-HEARD_MOST:]

    def _assert_owner(self) -> None:
        if threading.get_ident() != self._owner:
            raise AssertionError("a line is touched by the thread that made it and by no other")


def _once(data: bytes) -> bytes:
    """What `data` repeats, or `data`."""
    for length in range(1, len(data) // 2 + 1):
        if len(data) % length == 0 and data[:length] * (len(data) // length) == data:
            return data[:length]
    return data
