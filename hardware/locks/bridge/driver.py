"""Driver of a board behind a bridge: relays without a lock board, pulsed by a process of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from hardware.locks.bridge import frames
from hardware.locks.bridge.frames import BridgeCommand, Question
from hardware.locks.driver import Bank, DoorReading
from hardware.locks.line import Line, NoReply
from hardware.locks.plain import PlainDriver
from hardware.locks.settings import Number, Setting
from hardware.outcomes.locks import DoorState, NotSent
from hardware.transport.base import LineError

PULSE_MS = Number("pulse_ms", range(100, 2001, 100), usual=500)
HANGS_AFTER = 1.0
"""Seconds after the pulse at which a bridge that has not said that it ended is replaced."""


class BridgeDriver(PlainDriver):
    settings: ClassVar[tuple[Setting, ...]] = (PULSE_MS,)
    """What a bank of this maker may say; refused here where it is wrong, for the bridge can't say so."""
    status_within = 1.5
    """A relay on the radio takes its time; pins answer within milliseconds."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        for setting in self.settings:
            setting.of(bank.settings)
        self.pulse = PULSE_MS.of(bank.settings) / 1000

    def question(self) -> bytes:
        return frames.encode(Question(self.bank.address, BridgeCommand.STATES))

    def is_answer(self, data: bytes) -> bool:
        return self._states(data) is not None

    def speaker(self, data: bytes) -> int | None:
        return frames.speaker(data)

    def prepare(self, line: Line) -> NoReply | NotSent | None:
        """Everything off: a relay may have been left on, and a solenoid that stays on burns."""
        board = self.bank.address
        frame = frames.encode(Question(board, BridgeCommand.OFF))
        within = self.within(self.status_within)
        answer = line.ask(frame, lambda data: frames.is_off(data, board) or None, within)
        return None if answer is True else answer

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        answer = line.ask(self.question(), self._states, self.within(self.status_within))
        match answer:
            case NoReply() | NotSent():
                return answer
            case frames.States(short, seen):
                return DoorReading(
                    tuple(
                        self.door(short=bool(short >> (lock - 1) & 1))
                        if seen >> (lock - 1) & 1
                        else DoorState.UNKNOWN
                        for lock in self.locks()
                    )
                )

    def unlock(self, line: Line, channel: int, on_sent: Callable[[float], None]) -> NotSent | DoorState:
        """Raises LineError without a report of the pulse's end: the bridge is replaced, which ends it."""
        self.check(channel)
        board = self.bank.address
        frame = frames.encode(Question(board, BridgeCommand.PULSE, channel))
        within = self.pulse + self.within(HANGS_AFTER)
        answer = line.ask(frame, lambda data: frames.pulse_done(data, board, channel), within, on_sent)
        match answer:
            case NoReply():
                raise LineError("the bridge did not say that the pulse ended", len(frame))
            case NotSent():
                return answer
            case _:
                return DoorState.UNKNOWN

    def _states(self, data: bytes) -> frames.States | None:
        return frames.states_of(data, self.bank.address)
