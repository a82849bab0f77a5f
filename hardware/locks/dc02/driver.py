"""Driver of a DC 02 board."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.dc02 import frames
from hardware.locks.driver import Declined, DoorReading
from hardware.locks.line import Line, NoReply
from hardware.locks.plain import PlainDriver
from hardware.outcomes.locks import DoorState, NotSent


class Dc02Driver(PlainDriver):
    status_within = 0.45
    unlock_within = 1.5

    def question(self) -> bytes:
        return frames.query_all(self.bank.address)

    def is_answer(self, data: bytes) -> bool:
        return self._all(data) is not None

    def speaker(self, data: bytes) -> int | None:
        every = frames.read_all_reply(data)
        return None if every is None else every.board

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        answer = line.ask(self.question(), self._all, self.within(self.status_within))
        match answer:
            case NoReply() | NotSent():
                return answer
            case frames.All(mask=mask):
                return DoorReading(self.by_bits(mask, frames.LOCKS, short=0))

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        self.check(channel)

        def ours(data: bytes) -> frames.One | None:
            one = frames.read_one_reply(data, frames.OPEN)
            return one if one and one.board == self.bank.address and one.lock in {None, channel} else None

        frame = frames.unlock(self.bank.address, channel)
        answer = line.ask(frame, ours, self.within(self.unlock_within), on_sent)
        match answer:
            case NotSent():
                return answer
            case NoReply():
                return DoorState.UNKNOWN
            case frames.One(high=None):
                return DoorState.UNKNOWN  # the shorter answer
            case frames.One(high=high):
                return self.door(short=not high)

    def _all(self, data: bytes) -> frames.All | None:
        every = frames.read_all_reply(data)
        return every if every is not None and every.board == self.bank.address else None
