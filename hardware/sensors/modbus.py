"""Questions and answers of Modbus RTU; pymodbus codes them, this page judges them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pymodbus.framer import FramerRTU
from pymodbus.pdu import DecodePDU
from pymodbus.pdu.bit_message import ReadDiscreteInputsRequest
from pymodbus.pdu.register_message import ReadInputRegistersRequest

_FRAMER = FramerRTU(DecodePDU(is_server=False))
_EXCEPTION_LENGTH = 5


class Function(IntEnum):
    DIGITAL_INPUTS = 2
    INPUT_REGISTERS = 4


@dataclass(frozen=True, slots=True)
class Question:
    """Read `count` inputs or registers of board `unit`, beginning at the address `first`."""

    unit: int
    function: Function
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing that may be believed came back; `reason` is for technicians."""

    reason: str


Values = tuple[int, ...]
"""One number of 0 to 65535 a register, one of 0 or 1 an input."""


def request(question: Question) -> bytes:
    kind = {
        Function.DIGITAL_INPUTS: ReadDiscreteInputsRequest,
        Function.INPUT_REGISTERS: ReadInputRegistersRequest,
    }[question.function]
    return _FRAMER.buildFrame(kind(address=question.first, count=question.count, dev_id=question.unit))


def answer(question: Question, data: bytes) -> Values | NoAnswer | None:
    """What `data` answers, or None while it is no whole, undamaged answer to exactly this question.

    Board, function, length and checksum have to fit. pymodbus alone would search for a frame in garbage.
    """
    if data[:2] == bytes((question.unit, question.function | 0x80)) and len(data) == _EXCEPTION_LENGTH:
        return NoAnswer(f"the board refuses the question (code {data[2]})") if _intact(data) else None
    size = _payload(question)
    head = bytes((question.unit, question.function, size))
    if data[:3] != head or len(data) != len(head) + size + 2 or not _intact(data):
        return None
    decoded = _FRAMER.decoder.decode(data[1:-2])
    if decoded is None:
        return None
    found = decoded.registers if question.function is Function.INPUT_REGISTERS else decoded.bits
    return tuple(int(value) for value in found[: question.count])


def signed(register: int) -> int:
    return register - 0x10000 if register & 0x8000 else register


def signed_pair(low: int, high: int) -> int:
    """Two registers, the low word first, as one signed number of 32 bits."""
    both = high << 16 | low
    return both - 0x1_0000_0000 if both & 0x8000_0000 else both


def _payload(question: Question) -> int:
    match question.function:
        case Function.INPUT_REGISTERS:
            return 2 * question.count
        case Function.DIGITAL_INPUTS:
            return (question.count + 7) // 8


def _intact(data: bytes) -> bool:
    return FramerRTU.check_CRC(data[:-2], int.from_bytes(data[-2:], "big"))
