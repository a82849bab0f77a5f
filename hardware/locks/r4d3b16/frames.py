"""Frames of eletechsup's relay boards, as pure functions; what is plain Modbus stands in `modbus/frames.py`.

Source: users of the boards; the codes of the modes beyond on and off come from general knowledge. This is
the set of commands that boards have without the jumper M0: registers, one a relay, counted from 1.
"""

from __future__ import annotations

from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function

ON, OFF, TOGGLE, LATCH, MOMENTARY, SECONDS = 0x0100, 0x0200, 0x0300, 0x0400, 0x0500, 0x0600
EVERY_RELAY = 0
ALL_ON, ALL_OFF = 0x0700, 0x0800
RELAYS = 32


def pulse(board: int, relay: int) -> bytes:
    """Pulse one relay for about a second, timed by the board. Raises ValueError for relay 0."""
    if relay not in range(1, RELAYS + 1):
        raise ValueError(f"there is no relay {relay}")
    return modbus.write_register(board, relay, MOMENTARY)


def all_off(board: int) -> bytes:
    return modbus.write_register(board, EVERY_RELAY, ALL_OFF)


def query(board: int) -> bytes:
    """Ask whether the first relay is on: what every board has."""
    return modbus.read_request(board, Function.READ_HOLDING_REGISTERS, 1, 1)
