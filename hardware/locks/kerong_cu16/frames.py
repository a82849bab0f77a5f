"""Frames of the KR-CU16, both directions, as pure functions.

Source: four public implementations that agree. `02 ADDR CMD [DATA] 03 SUM`, the sum over everything before
it. The high half of ADDR is the board, the low half the lock, counted from 0 there and from 1 here.
"""

from __future__ import annotations

from dataclasses import dataclass

START, END = 0x02, 0x03
ASK, UNLOCK, ASK_EVERY_BOARD, UNLOCK_EVERY, STATUS, PULSE, LATER = 0x30, 0x31, 0x32, 0x33, 0x35, 0x37, 0x39
STATUS_OF_EVERY, PULSE_IS = 0x36, 0x38
EVERY_BOARD = 0xF0
LOCKS = 16
SHORT = 5
"""Length of every request without data."""
STATUS_LENGTH = 9


def sealed(*data: int) -> bytes:
    """`data` and its sum; raises ValueError for what is no byte."""
    body = bytes(data)
    return body + bytes((sum(body) & 0xFF,))


def intact(frame: bytes) -> bool:
    """Whether start, end and sum are right (of 256 wrecks that end so one passes)."""
    return (
        len(frame) >= SHORT and frame[0] == START and frame[-2] == END and frame[-1] == sum(frame[:-1]) & 0xFF
    )


# --- what the kiosk sends ---------------------------------------------------------------------


def query(board: int) -> bytes:
    return sealed(START, _address(board), ASK, END)


def unlock(board: int, lock: int) -> bytes:
    """Pulse one lock. Raises ValueError for a lock or a board that there can't be."""
    return sealed(START, _address(board, lock), UNLOCK, END)


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """`contacts`: bit 0 is lock 1, set where the latch's contact is closed. `items`: the infrared sensors."""

    board: int
    contacts: int
    items: int


def status_reply(status: Status, code: int = STATUS) -> bytes:
    """The answer to `ASK`; with `STATUS_OF_EVERY` what each board answers to `ASK_EVERY_BOARD`."""
    contacts, items = status.contacts.to_bytes(2, "little"), status.items.to_bytes(2, "little")
    return sealed(START, _address(status.board), code, *contacts, *items, END)


def pulse_reply(board: int, milliseconds: int) -> bytes:
    return sealed(START, _address(board), PULSE_IS, *(milliseconds // 10).to_bytes(2, "big"), END)


def read_status_reply(frame: bytes) -> Status | None:
    """None for anything but one whole reply; it may well have 02 and 03 among its data."""
    if len(frame) != STATUS_LENGTH or not intact(frame) or frame[2] != STATUS or frame[1] & 0x0F:
        return None
    return Status(frame[1] >> 4, int.from_bytes(frame[3:5], "little"), int.from_bytes(frame[5:7], "little"))


def _address(board: int, lock: int = 1) -> int:
    if board not in range(10) or lock not in range(1, LOCKS + 1):
        raise ValueError(f"there is no lock {lock} of a board {board}")
    return board << 4 | (lock - 1)
