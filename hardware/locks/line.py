"""Request and reply on one half-duplex line: gaps, echoes, silence after faults, unasked reports."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from hardware.locks.bursts import SIFTED_MOST, once, sift, windows
from hardware.locks.crowd import Crowd
from hardware.locks.tally import Tally
from hardware.outcomes.locks import DoorState, NotSent
from hardware.transport.base import Burst, Transport
from hardware.transport.wake import Wake

Answer = TypeVar("Answer")

GAP = 0.025
"""Seconds of silence that end a frame: USB adapters deliver one reply in bursts more than 5 ms apart."""
LONGEST = 0.5
"""Seconds that one burst, or the wait for silence, may last before the line counts as babbling."""
HEARD_MOST = 256
ECHO_TRIES = 3
STRAYS_MOST = 16
"""Bytes beside an answer that may belong to nothing; a line that says more of them babbles."""


@dataclass(frozen=True, slots=True)
class NoReply:
    """The question went out and nothing that answers it came back in time; `garbage` is what came instead.

    `twofold`: more than one board answered. `declined`: the board's own words for why it doesn't answer.
    `foreign`: nothing but whole frames of other boards came. `echoed`: nothing but our own bytes did.
    """

    garbage: bytes = b""
    twofold: bool = False
    declined: str = ""
    foreign: bool = False
    echoed: bool = False

    def __str__(self) -> str:
        if self.twofold:
            return "more than one board answers at this address"
        if self.declined:
            return f"the board declines: {self.declined}"
        if self.foreign:
            return "only boards at other addresses answer"
        if self.garbage:
            return "replies are garbled"
        return "nothing but our own bytes came back" if self.echoed else "no byte came back"


@dataclass(frozen=True, slots=True)
class UnaskedFrame:
    """An unasked frame, `length` bytes long; `channel` is None where it carries no state."""

    length: int
    channel: int | None = None
    state: DoorState = DoorState.UNKNOWN


class Ear(Protocol):
    """Somebody who knows one board's unasked frames."""

    def hear(self, data: bytes) -> UnaskedFrame | None:
        """The unasked frame of one's own board that `data` begins with, if it does."""
        ...


@dataclass(frozen=True, slots=True)
class UnaskedReport:
    """A board's unasked report: whose ear knew it, and when it came."""

    ear: int
    channel: int
    state: DoorState
    at: float


@dataclass(frozen=True, slots=True)
class _Own(Generic[Answer]):
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Declined:
    why: str


class _Other(Enum):
    FOREIGN = "foreign"
    """a whole frame of another board"""
    IDLE = "idle"
    """one of our boards' that tells nothing"""


_Unasked = UnaskedReport | _Other


@dataclass(slots=True)
class _Answered:
    """The last question that was answered, until the next frame leaves."""

    question: bytes
    first: bytes
    accepts: Callable[[bytes], bool]
    again: bool
    """whether more than one answer came"""
    differed: bool
    """whether they said different things"""
    tally: Tally


@dataclass(slots=True)
class _Came:
    """Bytes and frames that came back besides an answer."""

    garbage: bytes = b""
    foreign: bool = False
    wrecked: bool = False

    def add(self, data: bytes, *, strays: int, foreign: bool) -> None:
        self.garbage = (self.garbage + data)[-HEARD_MOST:]
        self.foreign = self.foreign or foreign
        self.wrecked = self.wrecked or strays > 0

    def why(self, *, echoed: bool = False) -> NoReply:
        return NoReply(self.garbage, foreign=self.foreign and not self.wrecked, echoed=echoed)


def _nothing_declined(_data: bytes) -> str | None:
    """Most makers' boards answer or keep silent."""
    return None


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
        self._reports: list[UnaskedReport] = []
        self._crowd = Crowd()
        self._usual: dict[bytes, bytes] = {}
        self._last: _Answered | None = None
        self._last_byte = float("-inf")
        self.tally = Tally()
        """Where what comes of the next question is counted."""
        self.strays = 0
        """Bursts that nobody had asked for and nobody understood."""
        self.strayed = False
        """Whether bytes that belong to nothing stood beside the last answer."""
        self.echo: bool | None = None
        """Whether the adapter sends our own bytes back; None until a board has answered once."""
        self.patient = False
        """Whether every answer has to end in silence. Otherwise one that is byte for byte what the same
        question got before, and so tells nothing new, is taken as soon as it is whole: that is what lets
        the line be asked as fast as it can answer."""

    @property
    def free_at(self) -> float:
        """Time at which the next frame may be sent: after the longest gap that one of the boards needs."""
        return self._last_byte + self._gap

    def ask(
        self,
        frame: bytes,
        accept: Callable[[bytes], Answer | None],
        within: float,
        on_sent: Callable[[float], None] | None = None,
        declined: Callable[[bytes], str | None] = _nothing_declined,
    ) -> Answer | NoReply | NotSent:
        """Send `frame` once and wait up to `within` seconds for a burst with a frame that `accept` takes.

        `accept` sees whole frames only; it has to check address, length and checksum. The frame may begin
        anywhere in its burst, which silence has to end: our echo, other boards' frames and bytes that belong
        to nothing are taken off and counted. `declined` tells why the board says no, where `accept` takes
        nothing. `NotSent`: the line wouldn't be silent, so no byte left.
        """
        if not self._settle():
            return NotSent("the line is never silent")
        self._write(frame, on_sent)
        echo_due = bool(self.echo)
        usual = b"" if self.patient or on_sent is not None else self._usual.get(frame, b"")
        came = _Came()
        deadline = self._clock() + within
        while (left := deadline - self._clock()) > 0:
            burst = self._burst(left, (frame if echo_due else b"") + usual if usual else b"")
            data = burst.data
            before = 0
            if echo_due and data:
                before = data.find(frame)
                if before < 0:
                    came.add(data, strays=len(data), foreign=False)
                    continue
                data, echo_due = data[before + len(frame) :], False
                self.tally.echoes += 1
                self.tally.strays += before
            if not data:
                continue
            answer = self._answer(frame, data, accept, declined) if burst.ended else None
            if answer is not None:
                self.strayed = self.strayed or before > 0
                self._suspect = isinstance(answer, NoReply)
                if isinstance(answer, NoReply) and self._last is None:
                    self.tally.missed(answer)
                return answer
            strays, foreign = self._sort(data)
            if strays or foreign:
                came.add(data, strays=strays, foreign=foreign)
        self._suspect = True
        why = came.why()
        if on_sent is None or why.garbage:  # not every board answers an unlock
            self.tally.missed(why)
        return why

    def find_echo(
        self, question: bytes, is_answer: Callable[[bytes], bool], within: float
    ) -> bool | NoReply | NotSent:
        """Detect an echo: `question` comes back before its answer, which never is the question itself.

        Where no answer came: what came instead.
        """

        def known(data: bytes) -> bytes | None:
            return data if data == question or is_answer(data) else None

        def frames(data: bytes) -> list[bytes]:
            return [piece.data for piece in sift(once(data), lambda rest: windows(rest, known)).pieces]

        why = NoReply()
        for _ in range(ECHO_TRIES):
            got = self._exchange(question, lambda data: set(frames(data)) - {question} != set(), within)
            if isinstance(got, NotSent):
                return got
            found = frames(got)
            if set(found) - {question}:
                self._suspect = False
                self.tally.heard(self._clock())
                self.tally.answered()
                return question in found
            why = self._instead(got, question)
            self.tally.missed(why)
            if not why.garbage:
                break  # nothing, or our own bytes: asking again tells no more
        return why

    def exchange(self, frame: bytes, within: float) -> bytes | NotSent:
        """Send `frame` and collect raw bytes for `within` seconds: for finding echo without a board."""
        return self._exchange(frame, lambda _data: False, within)

    def listen(self, seconds: float, wake: Wake) -> bool:
        """Wait for unasked reports; false when bytes came that no driver understands."""
        self._assert_owner()
        if not self._transport.listen(seconds, wake):
            return True
        return self._take(self._transport.read_until_gap(0, GAP, LONGEST))

    def reports(self) -> list[UnaskedReport]:
        """Unasked reports since the last call."""
        reports, self._reports = self._reports, []
        return reports

    def close(self) -> None:
        self._assert_owner()
        self._end_last()
        self._transport.close()

    def _exchange(self, frame: bytes, enough: Callable[[bytes], bool], within: float) -> bytes | NotSent:
        if not self._settle():
            return NotSent("the line is never silent")
        self._write(frame, None)
        self._suspect = True
        data = b""
        deadline = self._clock() + within
        while (left := deadline - self._clock()) > 0 and len(data) < HEARD_MOST:
            data += self._burst(left, b"").data
            if enough(data):
                break
        return data

    def _write(self, frame: bytes, on_sent: Callable[[float], None] | None) -> None:
        self._assert_owner()
        self._end_last()
        self._transport.write(frame)
        self._last_byte = self._clock()
        if on_sent is not None:
            on_sent(self._last_byte)

    def _end_last(self) -> None:
        """No second answer to the last question can come any more."""
        last, self._last = self._last, None
        if last is None:
            return
        last.tally.answered(differed=last.differed)
        if not last.again:
            self._crowd.single(last.question)

    def _burst(self, first: float, expected: bytes) -> Burst:
        burst = self._transport.read_until_gap(first, GAP, LONGEST, expected.__eq__ if expected else None)
        if burst.data:
            silence = 0.0 if burst.data == expected or not burst.ended else GAP
            self._last_byte = self._clock() - silence
        return burst

    def _settle(self) -> bool:
        """Read what has arrived; after a fault discard until silence. False where it never comes."""
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
        understood = burst.ended and self._sort(burst.data) == (0, False)
        if not understood:
            self._suspect = True
            if burst.data:
                self.strays += 1
                self._count_second(burst.data)
        return understood

    # --- what is in a burst -----------------------------------------------------------------------

    def _answer(
        self,
        question: bytes,
        data: bytes,
        accept: Callable[[bytes], Answer | None],
        declined: Callable[[bytes], str | None],
    ) -> Answer | NoReply | None:
        """The answer in a burst, wherever it begins.

        Frames that overlap and say different things are wrecks; such that stand side by side are two boards'.
        """
        single = once(data)
        whole = accept(single)
        if whole is not None:
            self.strayed = False
            return self._counted(question, single, whole, accept, twice=single != data)

        def begins(rest: bytes) -> Iterator[tuple[int, _Own[Answer] | _Declined | _Unasked]]:
            for length, answer in windows(rest, accept):
                yield length, _Own(answer)
            for length, why in windows(rest, declined):
                yield length, _Declined(why)
            yield from self._anybodys(rest)

        sifted = sift(single, begins)
        meanings = [piece.meaning for piece in sifted.pieces]
        refusals = [meaning.why for meaning in meanings if isinstance(meaning, _Declined)]
        answers = [(p.data, p.meaning.answer) for p in sifted.pieces if isinstance(p.meaning, _Own)]
        if not answers:
            return NoReply(data, declined=refusals[0]) if refusals else None
        if len({frame for frame, _ in answers}) > 1:
            return NoReply(data, twofold=True)
        if sifted.strays > STRAYS_MOST or (sifted.strays and len(_said(single, accept)) > 1):
            return None
        self._keep(meaning for meaning in meanings if isinstance(meaning, UnaskedReport))
        self.strayed = sifted.strays > 0 or _Other.FOREIGN in meanings
        self.tally.strays += sifted.strays
        (frame, answer), twice = answers[0], single != data or len(answers) > 1
        return self._counted(question, frame, answer, accept, twice=twice)

    def _counted(
        self,
        question: bytes,
        data: bytes,
        answer: Answer,
        accept: Callable[[bytes], Answer | None],
        *,
        twice: bool,
    ) -> Answer | NoReply:
        if twice:
            self._crowd.second(question, same=True)
        crowded = self._crowd.crowded(question)
        if not crowded:
            self.tally.heard(self._clock())
        self._usual[question] = data
        self._last = _Answered(
            question, data, lambda late: accept(late) is not None, twice, crowded, self.tally
        )
        return NoReply(data, twofold=True) if crowded else answer

    def _count_second(self, data: bytes) -> None:
        """Nobody asked for `data`; maybe it is one more answer to the last question."""
        last = self._last
        if last is None:
            return
        for said in _said(once(data), lambda frame: last.accepts(frame) or None):
            last.again = True
            same = said == last.first
            last.differed = last.differed or not same
            self._crowd.second(last.question, same=same)

    def _sort(self, data: bytes) -> tuple[int, bool]:
        """Keep unasked reports; the number of bytes left over, and whether other boards spoke."""
        sifted = sift(data, self._unasked)
        if sifted.strays:
            sifted = sift(data, self._anybodys)
        self._keep(piece.meaning for piece in sifted.pieces if isinstance(piece.meaning, UnaskedReport))
        return sifted.strays, any(piece.meaning is _Other.FOREIGN for piece in sifted.pieces)

    def _instead(self, got: bytes, question: bytes) -> NoReply:
        """The reason for a question without an answer, from what came back."""
        rest = got.replace(question, b"")
        came = _Came()
        strays, foreign = self._sort(rest)
        if strays or foreign:
            came.add(got, strays=strays, foreign=foreign)
        return came.why(echoed=bool(got) and not rest)

    def _unasked(self, rest: bytes) -> Iterator[tuple[int, _Unasked]]:
        for index, ear in enumerate(self._ears):
            heard = ear.hear(rest)
            if heard is not None:
                told = heard.channel is not None
                report = UnaskedReport(index, heard.channel or 0, heard.state, self._clock())
                yield heard.length, report if told else _Other.IDLE
                return

    def _anybodys(self, rest: bytes) -> Iterator[tuple[int, _Unasked]]:
        yield from self._unasked(rest)
        for length, _ in windows(rest, lambda frame: self.tally.is_foreign(frame) or None):
            yield length, _Other.FOREIGN

    def _keep(self, reports: Iterable[UnaskedReport]) -> None:
        self._reports = [*self._reports, *reports][-HEARD_MOST:]

    def _assert_owner(self) -> None:
        if threading.get_ident() != self._owner:
            raise AssertionError("a line is touched by the thread that made it and by no other")


def _said(data: bytes, accept: Callable[[bytes], object | None]) -> set[bytes]:
    """Everything in `data`, overlapping or not, that `accept` takes for an answer."""
    if len(data) > SIFTED_MOST:
        return set()
    return {data[at : at + length] for at in range(len(data)) for length, _ in windows(data[at:], accept)}
