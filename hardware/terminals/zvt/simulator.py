"""A simulated ZVT terminal that keeps a record of the money it took, and is hostile when told to be."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.terminals.script import SaleTurn, Takings
from hardware.terminals.zvt import frames, scenes
from hardware.terminals.zvt.frames import Apdu
from hardware.terminals.zvt.link import Link, NotZvtError, SerialLink, TcpLink
from hardware.terminals.zvt.scenes import Blurt, Course, Gone, Pause, Saying, Till
from hardware.transport.base import LineError

_DELIVERY: Final = 0.001
"""Seconds between two bytes that come one by one."""


class SimulatedZvt:
    """A `Device`. `turns`: what the next sales do; when none is left they are approved.

    `vanish` pulls the plug and puts it in again. `think`: seconds until a card is held there. `tell` hears of
    the money. `drops_acks`: how many of the kiosk's next ACK bytes are lost on a serial line.
    """

    def __init__(
        self,
        *,
        tcp: bool = True,
        think: float = 0.05,
        vending: bool = True,
        tell: Callable[[Takings], None] = lambda _what: None,
        vanish: Callable[[], None] = lambda: None,
    ) -> None:
        self.till = Till(tell, think, vending)
        self.vanish = vanish
        self.asked: list[bytes] = []
        """commands, as they came"""
        self.answers: list[bytes] = []
        """what the kiosk answered, as it came"""
        self.drops_acks = 0
        self.refuses_containers = False
        self.deaf_to = b""
        """the first bytes of commands that it does not answer"""
        self._tcp = tcp
        self._link: Link = self._fresh()
        self._course: Course | None = None
        self._awaits: float | None = None
        self._wakes: float | None = None
        self._now = 0.0
        self._out: deque[tuple[float, bytes]] = deque()
        self._kept = b""
        self._chance = random.Random(0)  # noqa: S311  garbage, not secrets

    @property
    def turns(self) -> deque[SaleTurn]:
        return self.till.turns

    def _fresh(self) -> Link:
        return TcpLink() if self._tcp else SerialLink()

    # --- as a device --------------------------------------------------------------------------------

    def receive(self, data: bytes, now: float) -> None:
        self._now = now
        if self.drops_acks and not self._tcp and data[:1] == b"\x06":
            self.drops_acks -= 1
            data = data[1:]
        try:
            self._link.receive(data, now)
        except NotZvtError:
            self._link = self._fresh()
        while (apdu := self._link.take()) is not None:
            self._hear(apdu)
        self._collect()

    def emit(self, now: float) -> bytes:
        self._now = now
        try:
            self._link.tick(now)
        except LineError:
            self._link = self._fresh()
        if self._awaits is not None and now >= self._awaits:
            self._awaits = None
            self._advance(None)
        elif self._wakes is not None and now >= self._wakes:
            self._wakes = None
            self._advance(None)
        self._collect()
        if self._out and self._out[0][0] <= now:
            return self._out.popleft()[1]
        return b""

    def next_due(self) -> float | None:
        moments = [each for each in (self._awaits, self._wakes, self._link.due()) if each is not None]
        if self._out:
            moments.append(self._out[0][0])
        return min(moments, default=None)

    def hung_up(self) -> None:
        """The kiosk's line is another one from now on; what was under way is lost."""
        self._link = self._fresh()
        self._out.clear()
        self._kept = b""
        self.till.cut()
        self._end()

    # --- the conversation ---------------------------------------------------------------------------

    def _hear(self, apdu: Apdu) -> None:
        if apdu.head[0] in frames.ANSWERS:
            self.answers.append(apdu.whole())
            if self._awaits is not None:
                self._awaits = None
                self._advance(apdu)
            return
        self.asked.append(apdu.whole())
        if self.deaf_to and apdu.whole().startswith(self.deaf_to):
            return
        if apdu.head == frames.STOP:
            self._link.send(frames.yes(), self._now)
            if self._course is not None and self.till.may_stop():
                self._end()
                self._start(scenes.aborted(0x6C))
        elif self._course is not None:
            self._link.send(frames.no(0xA0), self._now)
        elif self.refuses_containers and apdu.head == frames.REGISTER and len(apdu.data) > 6:
            self._link.send(frames.no(0x9A), self._now)
        else:
            self._start(scenes.scene(self.till, apdu))

    def _start(self, course: Course) -> None:
        self._course = course
        self._advance(None)

    def _end(self) -> None:
        if self._course is not None:
            self._course.close()
        self._course = self._awaits = self._wakes = None
        self.till.turn = SaleTurn()

    def _advance(self, answer: Apdu | None) -> None:
        if self._course is None:
            return
        try:
            step = self._course.send(answer)
        except StopIteration:
            self._end()
            return
        match step:
            case Saying(frame, within):
                self._link.send(frame, self._now)
                self._awaits = self._now + within if within else None
                self._wakes = None if within else self._now
            case Pause(seconds):
                self._wakes = self._now + seconds
            case Blurt(data):
                self._out.append((self._now, data or self._chance.randbytes(40)))
                self._wakes = self._now
            case Gone():
                self.hung_up()
                self.vanish()

    def _collect(self) -> None:
        """What the link wants written: whole, byte by byte, or held back so that it goes with the next."""
        data = self._link.outgoing()
        if not data:
            return
        turn = self.till.turn
        if turn.lump and self._awaits is None:
            self._kept += data
            return
        data, self._kept = self._kept + data, b""
        if turn.pieces:
            self._out += [(self._now + _DELIVERY * n, bytes((byte,))) for n, byte in enumerate(data)]
        else:
            self._out.append((self._now, data))
