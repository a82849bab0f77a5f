"""Read requests to a Modbus device, and what their answers say. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.modbus import frames
from hardware.modbus.frames import Function


@dataclass(frozen=True, slots=True)
class Request:
    """Read `count` inputs or registers of board `unit`, beginning at the address `first`."""

    unit: int
    function: Function
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class NoReading:
    """Nothing that may be believed came back; `reason` is for technicians."""

    reason: str


Values = tuple[int, ...]
"""One number of 0 to 65535 a register, one of 0 or 1 an input or a coil."""


def request(asked: Request) -> bytes:
    return frames.read_request(asked.unit, asked.function, asked.first, asked.count)


def answer(asked: Request, data: bytes) -> Values | NoReading | None:
    """Values in `data`, or None while it is no whole, undamaged answer to exactly this request."""
    if frames.is_refusal(data, asked.unit, asked.function):
        return NoReading(f"the board refuses the question (code {data[2]})")
    if asked.function in {Function.READ_HOLDING_REGISTERS, Function.READ_INPUT_REGISTERS}:
        return frames.read_registers_reply(data, asked.unit, asked.function, asked.count)
    mask = frames.read_bits_reply(data, asked.unit, asked.function, asked.count)
    return None if mask is None else tuple(mask >> n & 1 for n in range(asked.count))


def signed(register: int) -> int:
    return register - 0x10000 if register & 0x8000 else register


def signed_pair(low: int, high: int) -> int:
    """Two registers, the low word first, as one signed number of 32 bits."""
    both = high << 16 | low
    return both - 0x1_0000_0000 if both & 0x8000_0000 else both
