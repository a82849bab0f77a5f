"""Driver of a WKLY board."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Declined, DoorReading
from hardware.locks.line import Line, NoReply, UnaskedFrame
from hardware.locks.plain import PlainDriver
from hardware.locks.settings import Number
from hardware.locks.wkly import frames
from hardware.outcomes.locks import DoorState, NotSent

FIRST_CHANNEL = Number("first_channel", range(2), usual=1)


class WklyDriver(PlainDriver):
    status_within = 0.3
    unlock_within = 1.5

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._first = FIRST_CHANNEL.of(bank.settings)

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
            case frames.All(states=states):
                told = dict(enumerate(states, 1))
                return DoorReading(tuple(self._door(told.get(lock, frames.FAILED)) for lock in self.locks()))

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        self.check(channel)
        number = channel - 1 + self._first

        def ours(data: bytes) -> frames.One | None:
            one = frames.read_one_reply(data, frames.OPEN)
            return one if one and (one.board, one.channel) == (self.bank.address, number) else None

        frame = frames.unlock(self.bank.address, number)
        answer = line.ask(frame, ours, self.within(self.unlock_within), on_sent)
        match answer:
            case NotSent():
                return answer
            case NoReply():
                return DoorState.UNKNOWN
            case frames.One(state=state):
                return self._door(state)

    def hear(self, data: bytes) -> UnaskedFrame | None:
        """Recognise this board's report, or its late answer to an unlock, which carries no state."""
        frame = data[: data[4]] if len(data) > 4 else b""
        one = frames.read_report(frame)
        if one is not None and one.board == self.bank.address:
            lock = one.channel + 1 - self._first
            return UnaskedFrame(len(frame), lock, self._door(one.state)) if lock in self.locks() else None
        late = frames.read_one_reply(frame, frames.OPEN)
        return UnaskedFrame(len(frame)) if late is not None and late.board == self.bank.address else None

    def _all(self, data: bytes) -> frames.All | None:
        every = frames.read_all_reply(data)
        return every if every is not None and every.board == self.bank.address else None

    def _door(self, state: int) -> DoorState:
        if state not in {frames.IS_OPEN, frames.IS_CLOSED}:
            return DoorState.UNKNOWN
        return self.door(short=state == frames.IS_CLOSED)
