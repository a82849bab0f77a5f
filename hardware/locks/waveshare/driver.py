"""Driver of a Waveshare relay board, its digital inputs wired to the doors' contacts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hardware.locks.driver import Bank, Declined, DoorReading, Identity
from hardware.locks.line import Line, NoReply
from hardware.locks.plain import PlainDriver, after_unlock
from hardware.locks.settings import Number
from hardware.locks.waveshare import frames
from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function
from hardware.outcomes.locks import DoorState, NotSent

PULSE_MS = Number("pulse_ms", range(100, 5001, 100), usual=500)
INPUTS = Number("inputs", range(0, 33, 8), usual=8)
"""Digital inputs of the board; input n tells of the door at relay n. 0: it has none."""
BETWEEN_COMMANDS = 0.3
SIZES = (8, 16, 32)


class WaveshareDriver(PlainDriver):
    gap = modbus.GAP
    status_within = 0.3
    unlock_within = 0.3

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._pulse_ms = PULSE_MS.of(bank.settings)
        self._inputs = INPUTS.of(bank.settings)
        self.pulse = max(BETWEEN_COMMANDS, self._pulse_ms / 1000)

    def question(self) -> bytes:
        if self._inputs:
            return modbus.read_request(self.bank.address, Function.READ_INPUTS, 0, self._inputs)
        return modbus.read_request(self.bank.address, Function.READ_COILS, 0, SIZES[0])

    def is_answer(self, data: bytes) -> bool:
        relays = modbus.read_bits_reply(data, self.bank.address, Function.READ_COILS, SIZES[0])
        return self._mask(data) is not None or relays is not None

    def speaker(self, data: bytes) -> int | None:
        return modbus.speaker(data, (Function.READ_COILS, Function.READ_INPUTS))

    def declined(self, data: bytes) -> str | None:
        asked = Function.READ_INPUTS if self._inputs else Function.READ_COILS
        return modbus.read_exception(data, self.bank.address, asked)

    def prepare(self, line: Line) -> NoReply | NotSent | None:
        """All relays off: one may have been left on, and a solenoid that stays on burns."""
        frame = frames.all_off(self.bank.address)
        refused = partial(modbus.read_exception, unit=self.bank.address, function=Function.WRITE_COIL)
        within = self.within(self.status_within)
        answer = line.ask(frame, lambda data: data == frame or None, within, None, refused)
        return None if answer is True else answer

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        within = self.within(self.status_within)
        answer = line.ask(self.question(), self._mask, within, None, self.declined)
        match answer:
            case NoReply() | NotSent():
                return answer
            case int():
                return DoorReading(self.by_bits(answer, self._inputs, short=1))

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        self.check(channel)
        frame = frames.flash(self.bank.address, channel, self._pulse_ms)
        within = self.within(self.unlock_within)
        refused = partial(modbus.read_exception, unit=self.bank.address, function=Function.WRITE_COIL)
        answer = line.ask(frame, lambda data: data == frame or None, within, on_sent, refused)
        return after_unlock(answer)

    def identify(self, line: Line) -> Identity | NoReply | NotSent:
        """Identify the board by its relays, as not every board has inputs; small ones refuse many."""
        found: Identity | None = None
        for size in SIZES:
            answer = self._ask_relays(line, size)
            if isinstance(answer, NoReply | NotSent):
                return found or answer
            if not answer:
                break
            found = Identity(size)
        return found or NoReply()

    def _ask_relays(self, line: Line, size: int) -> bool | NoReply | NotSent:
        board = self.bank.address

        def there(data: bytes) -> bool | None:
            if modbus.is_refusal(data, board, Function.READ_COILS):
                return False
            return modbus.read_bits_reply(data, board, Function.READ_COILS, size) is not None or None

        return line.ask(
            modbus.read_request(board, Function.READ_COILS, 0, size), there, self.within(self.status_within)
        )

    def _mask(self, data: bytes) -> int | None:
        if self._inputs:
            return modbus.read_bits_reply(data, self.bank.address, Function.READ_INPUTS, self._inputs)
        return modbus.read_bits_reply(data, self.bank.address, Function.READ_COILS, SIZES[0])
