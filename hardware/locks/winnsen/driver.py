"""Driver of a Winnsen board; without a checksum each reading has to be confirmed."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Declined, DoorReading
from hardware.locks.line import Line, NoReply
from hardware.locks.plain import PlainDriver
from hardware.locks.winnsen import frames
from hardware.outcomes.locks import DoorState, NotSent


class WinnsenDriver(PlainDriver):
    readings_needed = 2
    status_within = 0.45
    unlock_within = 2.0

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._known = False

    def question(self) -> bytes:
        return frames.poll(self.bank.address, (1 << self.bank.channels) - 1)

    def is_answer(self, data: bytes) -> bool:
        return self._status(data) is not None

    def speaker(self, data: bytes) -> int | None:
        status = frames.read_poll_reply(data)
        return None if status is None else status.station

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        """The first reading of all is made twice, as it is taken as it is."""
        first = self._read(line)
        if self._known or isinstance(first, NoReply | NotSent):
            return first
        second = self._read(line)
        if isinstance(second, DoorReading) and second != first:
            return NoReply(self.question())
        self._known = isinstance(second, DoorReading)
        return second

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        self.check(channel)

        def ours(data: bytes) -> frames.One | Declined | None:
            if frames.is_cooling_down(data, self.bank.address, channel):
                return Declined("this lock is cooling down")
            one = frames.read_unlock_reply(data)
            return one if one and (one.station, one.lock) == (self.bank.address, channel) else None

        answer: frames.One | Declined | NoReply | NotSent
        frame = frames.unlock(self.bank.address, channel)
        answer = line.ask(frame, ours, self.within(self.unlock_within), on_sent)
        match answer:
            case NotSent() | Declined():
                return answer
            case NoReply():
                return DoorState.UNKNOWN
            case frames.One(opened=opened):
                return self.door(short=not opened)

    def _read(self, line: Line) -> DoorReading | NoReply | NotSent:
        answer = line.ask(self.question(), self._status, self.within(self.status_within))
        match answer:
            case NoReply() | NotSent():
                return answer
            case frames.Status(opened=opened):
                return DoorReading(self.by_bits(opened, frames.LOCKS, short=0))

    def _status(self, data: bytes) -> frames.Status | None:
        status = frames.read_poll_reply(data)
        return status if status is not None and status.station == self.bank.address else None
