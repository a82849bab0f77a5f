"""Frames of the Waveshare relay boards, as pure functions; what is plain Modbus stands in `modbus/frames.py`.

Source: the maker's wiki (protocol V2, boards made since September 2021). Relays and inputs count from 1 here.
"""

from __future__ import annotations

from hardware.modbus import frames as modbus

FLASH_ON = 0x0200
"""Added to a relay's number: on for a time that the board itself takes."""
EVERY_RELAY = 0x00FF
TOGGLE, TOGGLE_EVERY = 0x5500, 0x01FF
ADDRESS_REGISTER = 0x4000
STEP_MS = 100


def flash(board: int, relay: int, milliseconds: int) -> bytes:
    """Pulse one relay, timed by the board. Raises ValueError for a relay or a time that there can't be."""
    if relay not in range(1, 33) or milliseconds not in range(STEP_MS, 0x7FFF * STEP_MS, STEP_MS):
        raise ValueError(f"there is no relay {relay}, or no pulse of {milliseconds} ms")
    return modbus.write_coil_raw(board, FLASH_ON + relay - 1, milliseconds // STEP_MS)


def all_off(board: int) -> bytes:
    return modbus.write_coil(board, EVERY_RELAY, on=False)
