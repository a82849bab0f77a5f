"""Frames between the kiosk and a bridge, both directions; a protocol of our own.

A question is `C5 board command lock crc`, an answer `5C board command length data crc`; `crc` is CRC-32 over
all before it, four bytes, little endian.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

QUESTION: Final = 0xC5
ANSWER: Final = 0x5C
QUESTION_LENGTH: Final = 8
_SHORTEST: Final = 8
_MASK: Final = 4


class BridgeCommand(IntEnum):
    """Commands of a bridge."""

    STATES = 1
    PULSE = 2
    OFF = 3


@dataclass(frozen=True, slots=True)
class Question:
    """`lock` counts from 1 and is 0 where the command concerns the whole board."""

    board: int
    command: BridgeCommand
    lock: int = 0


@dataclass(frozen=True, slots=True)
class States:
    """Bit 0 is lock 1: whether its contact is closed, and whether the bridge can tell."""

    short: int
    seen: int


def encode(question: Question) -> bytes:
    return _closed(bytes((QUESTION, question.board, question.command, question.lock)))


def decode(frame: bytes) -> Question | None:
    """The question that `frame` is, whole and intact; None for anything else."""
    if len(frame) != QUESTION_LENGTH or frame[0] != QUESTION or not _intact(frame):
        return None
    board, command, lock = frame[1:4]
    return Question(board, BridgeCommand(command), lock) if command in set(BridgeCommand) else None


def states_reply(board: int, states: States) -> bytes:
    data = states.short.to_bytes(_MASK, "little") + states.seen.to_bytes(_MASK, "little")
    return _reply(board, BridgeCommand.STATES, data)


def states_of(frame: bytes, board: int) -> States | None:
    data = _data(frame, board, BridgeCommand.STATES)
    if data is None or len(data) != 2 * _MASK:
        return None
    return States(int.from_bytes(data[:_MASK], "little"), int.from_bytes(data[_MASK:], "little"))


def speaker(frame: bytes) -> int | None:
    """Address of the board that sent an intact answer."""
    whole = len(frame) >= _SHORTEST and frame[0] == ANSWER and len(frame) == _SHORTEST + frame[3]
    return frame[1] if whole and _intact(frame) else None


def pulse_reply(board: int, lock: int, *, done: bool) -> bytes:
    """Once the pulse is over, or at once where none was begun."""
    return _reply(board, BridgeCommand.PULSE, bytes((lock, done)))


def pulse_done(frame: bytes, board: int, lock: int) -> bool | None:
    """Whether this lock got its pulse; None for another frame."""
    data = _data(frame, board, BridgeCommand.PULSE)
    return bool(data[1]) if data is not None and len(data) == 2 and data[0] == lock else None


def off_reply(board: int) -> bytes:
    return _reply(board, BridgeCommand.OFF, b"")


def is_off(frame: bytes, board: int) -> bool:
    return _data(frame, board, BridgeCommand.OFF) == b""


def _reply(board: int, command: BridgeCommand, data: bytes) -> bytes:
    return _closed(bytes((ANSWER, board, command, len(data))) + data)


def _data(frame: bytes, board: int, command: BridgeCommand) -> bytes | None:
    if len(frame) < _SHORTEST or frame[:3] != bytes((ANSWER, board, command)) or not _intact(frame):
        return None
    return frame[4:-4] if len(frame) == _SHORTEST + frame[3] else None


def _closed(frame: bytes) -> bytes:
    return frame + zlib.crc32(frame).to_bytes(4, "little")


def _intact(frame: bytes) -> bool:
    return zlib.crc32(frame[:-4]).to_bytes(4, "little") == frame[-4:]
