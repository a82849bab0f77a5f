"""Frames of Modbus RTU, both directions, as pure functions.

pymodbus encodes and decodes; what it can't send (a coil set to anything but on and off) is put together here
and sealed with its checksum. Coils, inputs and registers have the numbers that they have on the wire.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from pymodbus.framer.rtu import FramerRTU
from pymodbus.pdu import DecodePDU, ModbusPDU
from pymodbus.pdu import bit_message as bits
from pymodbus.pdu import register_message as registers

_FRAMER = FramerRTU(DecodePDU(is_server=False))
BROADCAST = 0
SHORTEST = 4
REQUEST_LENGTH = 8
"""Length of every request but those that write several."""
GAP = 0.004
"""Seconds of silence between frames: three and a half characters at 9600 baud."""


class Function(IntEnum):
    READ_COILS = 1
    READ_INPUTS = 2
    READ_HOLDING_REGISTERS = 3
    READ_INPUT_REGISTERS = 4
    WRITE_COIL = 5
    WRITE_REGISTER = 6
    WRITE_COILS = 15


_READS = {
    Function.READ_COILS: bits.ReadCoilsRequest,
    Function.READ_INPUTS: bits.ReadDiscreteInputsRequest,
    Function.READ_HOLDING_REGISTERS: registers.ReadHoldingRegistersRequest,
    Function.READ_INPUT_REGISTERS: registers.ReadInputRegistersRequest,
}


def sealed(data: bytes) -> bytes:
    return data + FramerRTU.compute_CRC(data).to_bytes(2, "big")


def intact(frame: bytes) -> bool:
    return len(frame) >= SHORTEST and sealed(frame[:-2]) == frame


# --- what the kiosk sends ---------------------------------------------------------------------


def read_request(unit: int, function: Function, first: int, count: int) -> bytes:
    """Ask for `count` coils, inputs or registers from `first` on. KeyError for a function that writes."""
    return _FRAMER.buildFrame(_READS[function](dev_id=unit, address=first, count=count))


def write_coil(unit: int, coil: int, *, on: bool) -> bytes:
    return _FRAMER.buildFrame(bits.WriteSingleCoilRequest(dev_id=unit, address=coil, bits=[on]))


def write_coil_raw(unit: int, coil: int, value: int) -> bytes:
    """Function 5 with any value: pymodbus sends nothing but FF00 and 0000."""
    body = bytes((unit, Function.WRITE_COIL))
    return sealed(body + coil.to_bytes(2, "big") + value.to_bytes(2, "big"))


def write_register(unit: int, register: int, value: int) -> bytes:
    return _FRAMER.buildFrame(
        registers.WriteSingleRegisterRequest(dev_id=unit, address=register, registers=[value])
    )


# --- what a board sends -----------------------------------------------------------------------


def bits_reply(unit: int, function: Function, mask: int, count: int) -> bytes:
    """The answer to a request for coils or inputs; bit 0 of `mask` is the first."""
    size = (count + 7) // 8
    data = (mask & (1 << count) - 1).to_bytes(size, "little")
    return sealed(bytes((unit, function, size)) + data)


def registers_reply(unit: int, values: Sequence[int]) -> bytes:
    """The answer to a request for holding registers."""
    return _FRAMER.buildFrame(registers.ReadHoldingRegistersResponse(dev_id=unit, registers=list(values)))


def exception(unit: int, function: int, code: int) -> bytes:
    return sealed(bytes((unit, function | 0x80, code)))


def read_bits_reply(frame: bytes, unit: int, function: Function, count: int) -> int | None:
    """The mask that a whole answer to exactly this question has; None for anything else."""
    pdu = _reply(frame, unit, function, 3 + (count + 7) // 8 + 2)
    if pdu is None:
        return None
    return sum(1 << n for n, bit in enumerate(pdu.bits[:count]) if bit)


def read_registers_reply(frame: bytes, unit: int, function: Function, count: int) -> tuple[int, ...] | None:
    """The registers, 0 to 65535 each, of a whole answer to exactly this question; None for anything else."""
    pdu = _reply(frame, unit, function, 3 + 2 * count + 2)
    return None if pdu is None else tuple(pdu.registers)


_SAID = {
    1: "it doesn't know the function (Modbus exception 1)",
    2: "it has fewer inputs or relays than the site file says (Modbus exception 2)",
    3: "it doesn't take the value (Modbus exception 3)",
    4: "it has failed (Modbus exception 4)",
    6: "it is busy (Modbus exception 6)",
}


def read_exception(frame: bytes, unit: int, function: int) -> str | None:
    """The board's exception in words; None for anything else."""
    if not is_refusal(frame, unit, function):
        return None
    return _SAID.get(frame[2], f"Modbus exception {frame[2]}")


def speaker(frame: bytes, functions: Collection[int]) -> int | None:
    """The unit that answers one of these functions in a whole frame, be it by an exception."""
    if not intact(frame) or frame[1] & 0x7F not in functions:
        return None
    if frame[1] & 0x80:
        return frame[0] if len(frame) == 5 else None
    return frame[0] if len(frame) == 5 + frame[2] else None


def is_refusal(frame: bytes, unit: int, function: int) -> bool:
    """Whether the board refused the request by an exception."""
    return len(frame) == 5 and frame[:2] == bytes((unit, function | 0x80)) and intact(frame)


def _reply(frame: bytes, unit: int, function: Function, length: int) -> ModbusPDU | None:
    """pymodbus alone would look for a frame anywhere in garbage."""
    if len(frame) != length or frame[:3] != bytes((unit, function, length - 5)) or not intact(frame):
        return None
    return _FRAMER.decoder.decode(frame[1:-2])
