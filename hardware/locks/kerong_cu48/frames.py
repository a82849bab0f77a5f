"""Frames of the CU24 and CU48, both directions, as pure functions.

Source: the maker's sheet "CU48 protocol v2.1" and three programs that agree with it; for the other dialect
two public implementations and two captures. `02 ADDR LOCK CMD 03 SUM`, locks counted from 0 there and from
1 here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

START, END = 0x02, 0x03
LOCKS = 48
BOARDS = 10
EVERY_BOARD, EVERY_LOCK = 0x0A, 0x30
REQUEST_LENGTH = 6
UNLOCK_LENGTH = 18
UNLOCKED = 0x77
_BYTES = LOCKS // 8


class Dialect(StrEnum):
    """`V60` is what boards with infrared sensors were seen to speak, `V21` what the maker's sheet has."""

    V60 = "60"
    V21 = "v2.1"

    @property
    def ask(self) -> int:
        return 0x60 if self is Dialect.V60 else 0x50

    @property
    def unlock(self) -> int:
        return self.ask + 1

    @property
    def status(self) -> int:
        """Command byte of a reply to `ask`."""
        return 0x75 if self is Dialect.V60 else 0x65

    @property
    def status_length(self) -> int:
        return 18 if self is Dialect.V60 else 12


def sealed(*data: int) -> bytes:
    """`data` and its sum; raises ValueError for what is no byte."""
    body = bytes(data)
    return body + bytes((sum(body) & 0xFF,))


def intact(frame: bytes) -> bool:
    """Whether start, end and sum are right."""
    return (
        len(frame) >= REQUEST_LENGTH
        and frame[0] == START
        and frame[-2] == END
        and frame[-1] == sum(frame[:-1]) & 0xFF
    )


# --- what the kiosk sends ---------------------------------------------------------------------


def query(board: int, dialect: Dialect) -> bytes:
    """Ask for all locks of one board. Raises ValueError for "all boards"."""
    return sealed(START, _address(board), 0, dialect.ask, END)


def unlock(board: int, lock: int, dialect: Dialect) -> bytes:
    """Pulse one lock. Raises ValueError for a lock or a board that there can't be, "all" among them."""
    if lock not in range(1, LOCKS + 1):
        raise ValueError(f"there is no lock {lock}")
    return sealed(START, _address(board), lock - 1, dialect.unlock, END)


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """`contacts`: bit 0 is lock 1, set where the latch's contact is closed. `items`: the infrared sensors."""

    board: int
    contacts: int
    items: int = 0


def status_reply(status: Status, dialect: Dialect) -> bytes:
    """The `V21` has no word of items."""
    return sealed(START, status.board, 0, dialect.status, *_data(status, dialect), END)


def unlock_reply(status: Status, lock: int) -> bytes:
    """The answer to an unlock in the dialect `V60`; boards of the other dialect send none."""
    return sealed(START, status.board, lock - 1, UNLOCKED, *_data(status, Dialect.V60), END)


def read_status_reply(frame: bytes, dialect: Dialect) -> Status | None:
    """None for anything but one whole reply."""
    if len(frame) != dialect.status_length or not intact(frame) or frame[3] != dialect.status:
        return None
    contacts, items = frame[4 : 4 + _BYTES], frame[4 + _BYTES : -2]
    return Status(frame[1], int.from_bytes(contacts, "little"), int.from_bytes(items, "little"))


def is_unlock_reply(frame: bytes, board: int) -> bool:
    """Whether it answers an unlock: it is no reading, as nobody said when its contacts were read."""
    return len(frame) == UNLOCK_LENGTH and intact(frame) and frame[1] == board and frame[3] == UNLOCKED


def _data(status: Status, dialect: Dialect) -> bytes:
    contacts = status.contacts.to_bytes(_BYTES, "little")
    return contacts + status.items.to_bytes(_BYTES, "little") if dialect is Dialect.V60 else contacts


def _address(board: int) -> int:
    if board not in range(BOARDS):
        raise ValueError(f"there is no board {board}")
    return board
