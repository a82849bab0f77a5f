"""Frames of the 8A board, both directions, as pure functions.

Source: the maker's "485 lock board protocol 2024A1", and captures of real boards. Every frame ends with the
XOR of all bytes before it. Locks count from 1; bit 0 of the last group byte is lock 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import xor
from typing import assert_never

UNLOCK, STATUS, MULTI, HOLD, RELEASE, UNLOCK_ALL = 0x8A, 0x80, 0x90, 0x9A, 0x9B, 0x9D
REPORTS = (0x82, 0x81)
UNMEANING = (0x8D, 0x7E)
"""What boards of 2025 send unasked: the first is a report, the second a time-out; their data isn't known."""
UNKNOWN = (0xDD, 0xDE, 0xDF, 0xE1)
"""Commands of some boards that nobody has explained: never sent, and taken for openings by the tests."""
FIRMWARE, FIRMWARE_IS, ASK_FIRMWARE = 0x82, 0xAB, 0x22
DO, DO_2025, DO_HOLD, ASK, FIND = 0x11, 0x33, 0x10, 0x33, 0x99
LOW, HIGH = 0x00, 0x11
EVERY_LOCK = 0x00
GROUPS_MOST = 8
TIMES = range(1, 256)
MULTI_GROUPS = 3
SHORT = 5
"""Length of every frame but the answer to "query all" and the multi-unlock."""


class Dialect(StrEnum):
    """Variants of the unlock frame, and of the time of its answer."""

    USUAL = "usual"
    OF_2025 = "2025"
    """its last byte is 33"""
    YBM = "ybm"
    """answered at once, by 11 whatever the door does"""
    TIMED = "timed"
    """a byte behind it says how long the lock is pulled"""


def checksum(data: bytes) -> int:
    return reduce(xor, data, 0)


def sealed(*data: int) -> bytes:
    """`data` and its checksum; raises ValueError for what is no byte."""
    body = bytes(data)
    return body + bytes((checksum(body),))


def intact(frame: bytes) -> bool:
    """Whether the checksum is right (of 256 wrecked frames one passes)."""
    return len(frame) >= SHORT and checksum(frame) == 0


# --- what the kiosk sends ---------------------------------------------------------------------


def unlock(board: int, lock: int, dialect: Dialect = Dialect.USUAL, time: int = 3) -> bytes:
    """Pulse one lock; `time` counts where the dialect is `TIMED`.

    Raises ValueError for lock 0, which the board would read as "all of them".
    """
    if lock == EVERY_LOCK:
        raise ValueError("lock 0 would open every door")
    match dialect:
        case Dialect.USUAL | Dialect.YBM:
            return sealed(UNLOCK, board, lock, DO)
        case Dialect.OF_2025:
            return sealed(UNLOCK, board, lock, DO_2025)
        case Dialect.TIMED:
            return sealed(UNLOCK, board, lock, DO, time)
        case _:
            assert_never(dialect)


def query(board: int, lock: int) -> bytes:
    return sealed(STATUS, board, lock, ASK)


def query_all(board: int) -> bytes:
    return sealed(STATUS, board, EVERY_LOCK, ASK)


def unlock_several(board: int, locks: frozenset[int]) -> bytes:
    """Pulse several of locks 1 to 24 by one frame. No driver sends this."""
    return sealed(MULTI, board, *_groups(locks, MULTI_GROUPS))


def ask_firmware(board: int) -> bytes:
    """Ask for the firmware; boards of the dialect `OF_2025` answer with a frame that begins with AB."""
    return sealed(FIRMWARE, board, 0x00, ASK_FIRMWARE)


def find_address() -> bytes:
    """Ask for the address of the only board on the line."""
    return sealed(STATUS, 0x01, EVERY_LOCK, FIND)


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LockBit:
    """The feedback contact of one lock: `high` is 11 hex, a closed contact."""

    board: int
    lock: int
    high: bool


@dataclass(frozen=True, slots=True)
class AllBits:
    """The feedback contacts of a whole board; `groups` bytes of eight locks each came."""

    board: int
    groups: int
    high: frozenset[int]


def unlock_reply(board: int, lock: int, *, high: bool) -> bytes:
    return sealed(UNLOCK, board, lock, HIGH if high else LOW)


def status_reply(board: int, lock: int, *, high: bool) -> bytes:
    return sealed(STATUS, board, lock, HIGH if high else LOW)


def all_reply(board: int, high: frozenset[int], groups: int) -> bytes:
    return sealed(STATUS, board, *_groups(high, groups), ASK)


def report(board: int, lock: int, *, high: bool, header: int = REPORTS[0]) -> bytes:
    return sealed(header, board, lock, HIGH if high else LOW)


def firmware_reply(board: int, version: int) -> bytes:
    return sealed(FIRMWARE_IS, board, version, ASK_FIRMWARE)


def address_reply(board: int) -> bytes:
    return sealed(STATUS, 0x01, board, FIND)


# --- reading what a board sent ----------------------------------------------------------------


def read_unlock_reply(frame: bytes) -> LockBit | None:
    """None for anything but one whole reply. With 11 hex it is byte for byte the request: never proof."""
    return _one_lock(frame, (UNLOCK,))


def read_status_reply(frame: bytes) -> LockBit | None:
    return _one_lock(frame, (STATUS,))


def read_report(frame: bytes) -> LockBit | None:
    return _one_lock(frame, REPORTS)


def is_firmware_reply(frame: bytes) -> bool:
    return intact(frame) and frame[0] == FIRMWARE_IS


def is_unmeaning(frame: bytes, board: int) -> bool:
    """Whether this board sent it unasked, with a meaning that isn't documented."""
    return len(frame) == SHORT and intact(frame) and frame[0] in UNMEANING and frame[1] == board


def read_all_reply(frame: bytes) -> AllBits | None:
    """None for anything but one whole reply of one to eight groups.

    With one group and no bit set it is byte for byte the question: the caller has to know which it is.
    """
    groups = len(frame) - 4
    if not 1 <= groups <= GROUPS_MOST or not intact(frame):
        return None
    if frame[0] != STATUS or frame[-2] != ASK:
        return None
    bits = int.from_bytes(frame[2:-2], "big")
    return AllBits(frame[1], groups, frozenset(n + 1 for n in range(groups * 8) if bits >> n & 1))


def _one_lock(frame: bytes, headers: tuple[int, ...]) -> LockBit | None:
    if len(frame) != SHORT or not intact(frame):
        return None
    if frame[0] not in headers or frame[2] == EVERY_LOCK or frame[3] not in {LOW, HIGH}:
        return None
    return LockBit(frame[1], frame[2], frame[3] == HIGH)


def _groups(locks: frozenset[int], groups: int) -> bytes:
    return sum(1 << (lock - 1) for lock in locks).to_bytes(groups, "big")
