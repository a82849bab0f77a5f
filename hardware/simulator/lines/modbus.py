"""A simulated Modbus device: input registers and digital inputs behind an address."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from pymodbus.constants import ExcCodes
from pymodbus.framer import FramerRTU
from pymodbus.pdu import DecodePDU, ExceptionResponse, ModbusPDU
from pymodbus.pdu.bit_message import ReadDiscreteInputsRequest, ReadDiscreteInputsResponse
from pymodbus.pdu.register_message import ReadInputRegistersRequest, ReadInputRegistersResponse

_FRAMER = FramerRTU(DecodePDU(is_server=True))
_QUESTION = 8
FORGETS_AFTER = 0.02
"""Seconds of silence after which a slave drops half a frame."""


@dataclass(slots=True)
class SlaveTiming:
    """Seconds: until it answers, and of one byte on the wire (ten bits at 9600 baud)."""

    think: float = 0.02
    byte: float = 10 / 9600


class ModbusSlave:
    """Answers functions 2 and 4 for `unit`; what it hasn't got it refuses with code 2, the rest with code 1.

    It hears whole frames of eight bytes only, so what other slaves on the wire say doesn't reach it.
    """

    def __init__(self, unit: int, timing: SlaveTiming | None = None) -> None:
        self.unit = unit
        self.silent = False
        self.registers: dict[int, int] = {}
        """input registers, 0 to 65535"""
        self.inputs: dict[int, bool] = {}
        self._timing = timing or SlaveTiming()
        self._half = b""
        self._half_at = 0.0
        self._replies: deque[tuple[float, bytes]] = deque()

    def receive(self, data: bytes, now: float) -> None:
        if now - self._half_at > FORGETS_AFTER:
            self._half = b""
        self._half_at = now
        self._half += data
        while len(self._half) >= _QUESTION:
            frame, self._half = self._half[:_QUESTION], self._half[_QUESTION:]
            if not FramerRTU.check_CRC(frame[:-2], int.from_bytes(frame[-2:], "big")):
                self._half = b""
            elif frame[0] == self.unit and not self.silent:
                self._reply(frame, now)

    def emit(self, now: float) -> bytes:
        out = b""
        while self._replies and self._replies[0][0] <= now:
            out += self._replies.popleft()[1]
        return b"" if self.silent else out

    def next_due(self) -> float | None:
        return self._replies[0][0] if self._replies else None

    def _reply(self, frame: bytes, now: float) -> None:
        answer = _FRAMER.buildFrame(self._answer(frame))
        begin = now + _QUESTION * self._timing.byte + self._timing.think
        self._replies.append((begin + len(answer) * self._timing.byte, answer))

    def _answer(self, frame: bytes) -> ModbusPDU:
        asked = _FRAMER.decoder.decode(frame[1:-2])
        match asked:
            case ReadDiscreteInputsRequest():
                return self._inputs(asked)
            case ReadInputRegistersRequest():
                return self._registers(asked)
            case _:
                return self._refusal(frame[1] & 0x7F, ExcCodes.ILLEGAL_FUNCTION)

    def _inputs(self, asked: ReadDiscreteInputsRequest) -> ModbusPDU:
        wanted = range(asked.address, asked.address + asked.count)
        if not all(at in self.inputs for at in wanted):
            return self._refusal(asked.function_code, ExcCodes.ILLEGAL_ADDRESS)
        return ReadDiscreteInputsResponse(bits=[self.inputs[at] for at in wanted], dev_id=self.unit)

    def _registers(self, asked: ReadInputRegistersRequest) -> ModbusPDU:
        wanted = range(asked.address, asked.address + asked.count)
        if not all(at in self.registers for at in wanted):
            return self._refusal(asked.function_code, ExcCodes.ILLEGAL_ADDRESS)
        return ReadInputRegistersResponse(registers=[self.registers[at] for at in wanted], dev_id=self.unit)

    def _refusal(self, function: int, code: ExcCodes) -> ModbusPDU:
        return ExceptionResponse(function, code, device_id=self.unit)
