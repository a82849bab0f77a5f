"""Frames of the Winnsen board, both directions, as pure functions.

Source: the maker's "Serial Command Document V202104", as users of the board quote it. `90 LEN FN ST ... 03`,
LEN being the whole frame's length, and no checksum. Locks count from 1; bit 0 is lock 1; 1 is an open door.
"""

from __future__ import annotations

from dataclasses import dataclass

START, END = 0x90, 0x03
POLL, OPEN, ASK_ONE = 0x02, 0x05, 0x12
REPLY_BITS = (0x80, 0xA0)
"""Added to the function in a reply; the second was seen on some boards."""
COOLING = 0x02
"""In the place of "opened": the lock was pulled too often, and this time it wasn't."""
LOCKS = 16
REPLY_LENGTH = 7


def framed(function: int, station: int, *data: int) -> bytes:
    return bytes((START, 5 + len(data), function, station, *data, END))


# --- what the kiosk sends ---------------------------------------------------------------------


def poll(station: int, mask: int) -> bytes:
    """Ask for the locks whose bits are set in `mask`."""
    return framed(POLL, station, *mask.to_bytes(2, "little"))


def unlock(station: int, lock: int) -> bytes:
    """Pulse one lock. Raises ValueError for a lock that there can't be."""
    if lock not in range(1, LOCKS + 1):
        raise ValueError(f"there is no lock {lock}")
    return framed(OPEN, station, lock)


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """`opened`: bit 0 is lock 1, set where the door is open."""

    station: int
    opened: int


@dataclass(frozen=True, slots=True)
class One:
    """State of one lock: after an unlock, or where it was asked for."""

    station: int
    lock: int
    opened: bool


def poll_reply(status: Status, reply_bits: int = REPLY_BITS[0]) -> bytes:
    return framed(POLL | reply_bits, status.station, *status.opened.to_bytes(2, "little"))


def unlock_reply(one: One, reply_bits: int = REPLY_BITS[0]) -> bytes:
    return framed(OPEN | reply_bits, one.station, one.lock, int(one.opened))


def query_reply(one: One, reply_bits: int = REPLY_BITS[0]) -> bytes:
    return framed(ASK_ONE | reply_bits, one.station, one.lock, int(one.opened))


def read_poll_reply(frame: bytes) -> Status | None:
    """Decode a poll's reply; None for another form. Without a checksum its data may be wrong."""
    if not _is_reply(frame, POLL):
        return None
    return Status(frame[3], int.from_bytes(frame[4:6], "little"))


def cooling_reply(station: int, lock: int, reply_bits: int = REPLY_BITS[0]) -> bytes:
    return framed(OPEN | reply_bits, station, lock, COOLING)


def is_cooling_down(frame: bytes, station: int, lock: int) -> bool:
    """Whether the board declines to pull this lock, as it is too warm."""
    return _is_reply(frame, OPEN) and tuple(frame[3:6]) == (station, lock, COOLING)


def read_unlock_reply(frame: bytes) -> One | None:
    return _one(frame, OPEN)


def _one(frame: bytes, function: int) -> One | None:
    if not _is_reply(frame, function) or frame[5] > 1:
        return None
    return One(frame[3], frame[4], frame[5] == 1)


def _is_reply(frame: bytes, function: int) -> bool:
    return (
        len(frame) == REPLY_LENGTH
        and frame[0] == START
        and frame[1] == REPLY_LENGTH
        and frame[2] in {function | bits for bits in REPLY_BITS}
        and frame[-1] == END
    )
