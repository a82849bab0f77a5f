"""Driver of an eletechsup relay board, and of the board of inputs beside it that reads the doors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hardware.locks.driver import Bank, Declined, DoorReading, Identity
from hardware.locks.line import Line, NoReply
from hardware.locks.plain import PlainDriver, after_unlock
from hardware.locks.r4d3b16 import frames
from hardware.locks.settings import INPUTS_AT as SETTING
from hardware.locks.settings import Number
from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function
from hardware.outcomes.locks import DoorState, NotSent

INPUTS_AT = Number(SETTING, range(248), usual=0)
"""Where on the same line a Modbus board stands whose input n is the door at relay n. 0: nobody sees them."""


class R4d3b16Driver(PlainDriver):
    gap = 0.05
    pulse = 1.2
    """The board's own time is "about a second"."""
    status_within = 0.3
    unlock_within = 0.3

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._inputs_at = INPUTS_AT.of(bank.settings)

    def question(self) -> bytes:
        return frames.query(self.bank.address)

    def is_answer(self, data: bytes) -> bool:
        return self._relay(data) is not None

    def speaker(self, data: bytes) -> int | None:
        return modbus.speaker(data, (Function.READ_HOLDING_REGISTERS,))

    def declined(self, data: bytes) -> str | None:
        return modbus.read_exception(data, self.bank.address, Function.READ_HOLDING_REGISTERS)

    def prepare(self, line: Line) -> NoReply | NotSent | None:
        """All relays off: one may have been left on, and a solenoid that stays on burns."""
        frame = frames.all_off(self.bank.address)
        within = self.within(self.status_within)
        answer = line.ask(frame, lambda data: data == frame or None, within, None, self._no_writing)
        return None if answer is True else answer

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        """Poll the relays, then the inputs."""
        within = self.within(self.status_within)
        relay = line.ask(self.question(), self._relay, within, None, self.declined)
        if isinstance(relay, NoReply | NotSent):
            return relay
        if not self._inputs_at:
            return DoorReading(tuple(DoorState.UNKNOWN for _ in self.locks()))
        question = modbus.read_request(self._inputs_at, Function.READ_INPUTS, 0, self.bank.channels)
        refused = partial(modbus.read_exception, unit=self._inputs_at, function=Function.READ_INPUTS)
        answer = line.ask(question, self._mask, within, None, refused)
        match answer:
            case NoReply() | NotSent():
                return answer
            case int():
                return DoorReading(self.by_bits(answer, self.bank.channels, short=1))

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        self.check(channel)
        frame = frames.pulse(self.bank.address, channel)
        within = self.within(self.unlock_within)
        answer = line.ask(frame, lambda data: data == frame or None, within, on_sent, self._no_writing)
        return after_unlock(answer)

    def identify(self, line: Line) -> Identity | NoReply | NotSent:
        """Identify the board; one that refuses to read registers is of another maker."""

        def known(data: bytes) -> bool | None:
            if modbus.is_refusal(data, self.bank.address, Function.READ_HOLDING_REGISTERS):
                return False
            return self.is_answer(data) or None

        answer = line.ask(self.question(), known, self.within(self.status_within))
        if isinstance(answer, NoReply | NotSent):
            return answer
        return Identity(None) if answer else NoReply()

    def _relay(self, data: bytes) -> tuple[int, ...] | None:
        return modbus.read_registers_reply(data, self.bank.address, Function.READ_HOLDING_REGISTERS, 1)

    def _no_writing(self, data: bytes) -> str | None:
        return modbus.read_exception(data, self.bank.address, Function.WRITE_REGISTER)

    def _mask(self, data: bytes) -> int | None:
        return modbus.read_bits_reply(data, self._inputs_at, Function.READ_INPUTS, self.bank.channels)
