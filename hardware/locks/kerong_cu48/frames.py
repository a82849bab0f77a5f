"""Frames of the CU24 and CU48, both directions, as pure functions.

Source: two public implementations, which disagree on where the board's address stands and where the lock's
number: that is `FieldOrder`. `02 X Y CMD 03 SUM`, locks counted from 0 there and from 1 here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

START, END = 0x02, 0x03
ASK, UNLOCK = 0x60, 0x61
CODE = 0x75
"""What one source saw in replies; the other tells of 65. It isn't looked at."""
LOCKS = 48
REQUEST_LENGTH = 6
STATUS_LENGTH = 18
_BYTES = LOCKS // 8


class FieldOrder(StrEnum):
    """What the two bytes after the start are. With board 0 and lock 1 both are the same frame."""

    BOARD_LOCK = "board-lock"
    LOCK_BOARD = "lock-board"

    def fields(self, board: int, lock: int) -> tuple[int, int]:
        return (board, lock) if self is FieldOrder.BOARD_LOCK else (lock, board)

    def board_of(self, frame: bytes) -> int:
        return frame[1] if self is FieldOrder.BOARD_LOCK else frame[2]

    def lock_of(self, frame: bytes) -> int:
        return frame[2] if self is FieldOrder.BOARD_LOCK else frame[1]


def sealed(*data: int) -> bytes:
    """`data` and its sum; raises ValueError for what is no byte."""
    body = bytes(data)
    return body + bytes((sum(body) & 0xFF,))


def intact(frame: bytes) -> bool:
    return len(frame) >= REQUEST_LENGTH and frame[0] == START and frame[-1] == sum(frame[:-1]) & 0xFF


# --- what the kiosk sends ---------------------------------------------------------------------


def query(board: int, order: FieldOrder) -> bytes:
    return sealed(START, *order.fields(board, 0), ASK, END)


def unlock(board: int, lock: int, order: FieldOrder) -> bytes:
    """Pulse one lock. Raises ValueError for a lock that there can't be."""
    if lock not in range(1, LOCKS + 1):
        raise ValueError(f"there is no lock {lock}")
    return sealed(START, *order.fields(board, lock - 1), UNLOCK, END)


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """`contacts`: bit 0 is lock 1, set where the latch's contact is closed. `items`: the infrared sensors."""

    board: int
    contacts: int
    items: int


def status_reply(status: Status, order: FieldOrder, code: int = CODE) -> bytes:
    contacts, items = status.contacts.to_bytes(_BYTES, "little"), status.items.to_bytes(_BYTES, "little")
    return sealed(START, *order.fields(status.board, 0), code, *contacts, *items, END)


def unlock_reply(board: int, lock: int, order: FieldOrder, code: int = CODE) -> bytes:
    return sealed(START, *order.fields(board, lock - 1), code, 0x00)


def read_status_reply(frame: bytes, order: FieldOrder) -> Status | None:
    """None for anything but one whole reply. Its code isn't known for certain, so any is taken."""
    if len(frame) != STATUS_LENGTH or not intact(frame):
        return None
    contacts, items = frame[4 : 4 + _BYTES], frame[4 + _BYTES : 4 + 2 * _BYTES]
    return Status(order.board_of(frame), int.from_bytes(contacts, "little"), int.from_bytes(items, "little"))


def is_unlock_reply(frame: bytes, board: int, lock: int, order: FieldOrder) -> bool:
    """Whether it answers the unlock of that lock; it says nothing of the door."""
    fields = order.fields(board, lock - 1)
    return (
        len(frame) == REQUEST_LENGTH
        and intact(frame)
        and tuple(frame[1:3]) == fields
        and frame[3] not in {ASK, UNLOCK}
    )
