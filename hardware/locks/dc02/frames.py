"""Frames of the DC 02 board, both directions, as pure functions.

Source: the maker's sheet "DC lock control 12 V0.2", and a public tester made from it.
`DC 02 ADDR CMD LEN DATA SUM`, answered by `DC FE ...`; the sum leaves out the two first bytes.
Locks count from 1; bit 0 is lock 1.
"""

from __future__ import annotations

from dataclasses import dataclass

REQUEST, REPLY = b"\xdc\x02", b"\xdc\xfe"
VERSION, OPEN, ASK, ASK_ALL = 0x01, 0x10, 0x11, 0x12
OPEN_EVERY, OPEN_SEVERAL, HOLD, OPEN_AT_ONCE, HOLD_SEVERAL = 0x14, 0x15, 0x16, 0x18, 0x1A
LOCKS = 12
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Message:
    """A message of either side; each side has its own two first bytes."""

    board: int
    command: int
    data: bytes = b""


def encode(start: bytes, message: Message) -> bytes:
    body = bytes((message.board, message.command, len(message.data))) + message.data
    return start + body + bytes((sum(body) & 0xFF,))


def decode(start: bytes, frame: bytes) -> Message | None:
    """None for anything but one whole frame."""
    if len(frame) < SHORTEST or frame[:2] != start or frame[4] != len(frame) - SHORTEST:
        return None
    if frame[-1] != sum(frame[2:-1]) & 0xFF:
        return None
    return Message(frame[2], frame[3], frame[5:-1])


# --- what the kiosk sends ---------------------------------------------------------------------


def query_all(board: int) -> bytes:
    return encode(REQUEST, Message(board, ASK_ALL))


def unlock(board: int, lock: int) -> bytes:
    """Pulse one lock. Raises ValueError for a lock that there can't be."""
    if lock not in range(1, LOCKS + 1):
        raise ValueError(f"there is no lock {lock}")
    return encode(REQUEST, Message(board, OPEN, bytes((lock,))))


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class One:
    """State of one lock after an unlock or a question; the shorter answer has neither lock nor state."""

    board: int
    lock: int | None
    high: bool | None


@dataclass(frozen=True, slots=True)
class All:
    """`mask`: bit 0 is lock 1."""

    board: int
    mask: int


def all_reply(every: All) -> bytes:
    return encode(REPLY, Message(every.board, ASK_ALL, every.mask.to_bytes(2, "big")))


def one_reply(one: One, command: int) -> bytes:
    """The answer to `OPEN` or `ASK`."""
    if one.lock is None or one.high is None:
        return done_reply(one.board, command)
    return encode(REPLY, Message(one.board, command, bytes((one.lock, int(one.high)))))


def done_reply(board: int, command: int) -> bytes:
    """The answer to `HOLD` and `HOLD_SEVERAL`, and the shorter one to `OPEN` and `ASK`."""
    return encode(REPLY, Message(board, command, b"\x01"))


def version_reply(board: int, version: int = 0x0100) -> bytes:
    return encode(REPLY, Message(board, VERSION, version.to_bytes(2, "big")))


def several_reply(board: int, command: int, mask: int) -> bytes:
    """The answer to `OPEN_EVERY`, `OPEN_SEVERAL` and `OPEN_AT_ONCE`."""
    return encode(REPLY, Message(board, command, mask.to_bytes(2, "big")))


def read_all_reply(frame: bytes) -> All | None:
    message = decode(REPLY, frame)
    if message is None or message.command != ASK_ALL or len(message.data) != 2:
        return None
    return All(message.board, int.from_bytes(message.data, "big"))


def read_one_reply(frame: bytes, command: int) -> One | None:
    """The answer to `OPEN` or `ASK` in either length: the maker's table has lock and state, its examples one
    byte that may be either.
    """
    message = decode(REPLY, frame)
    if message is None or message.command != command:
        return None
    match list(message.data):
        case [lock, (0 | 1) as state]:
            return One(message.board, lock, state == 1)
        case [_]:
            return One(message.board, None, None)
        case _:
            return None
