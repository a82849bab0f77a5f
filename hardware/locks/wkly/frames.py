"""Frames of the WKLY board, both directions, as pure functions.

Source: two independent users of the board. `57 4B 4C 59 LEN ADDR CMD DATA.. XOR`: LEN is the whole frame's
length, the XOR is over everything before it. Channels are numbered here as they are on the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor

START = b"WKLY"
OPEN_AT_ONCE, FLASH_LED, OPEN, ASK, ASK_ALL, REPORT = 0x80, 0x81, 0x82, 0x83, 0x84, 0x85
OPEN_EVERY, OPEN_IN_TURN, HOLD, RELEASE = 0x86, 0x87, 0x88, 0x89
GOOD, FAILED = 0x00, 0xFF
IS_OPEN, IS_CLOSED = 0x00, 0x01
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Message:
    """A message of either side."""

    board: int
    command: int
    data: bytes = b""


def encode(message: Message) -> bytes:
    body = START + bytes((SHORTEST + len(message.data), message.board, message.command)) + message.data
    return body + bytes((reduce(xor, body, 0),))


def decode(frame: bytes) -> Message | None:
    """None for anything but one whole frame."""
    if len(frame) < SHORTEST or frame[:4] != START or frame[4] != len(frame) or reduce(xor, frame, 0):
        return None
    return Message(frame[5], frame[6], frame[7:-1])


# --- what the kiosk sends ---------------------------------------------------------------------


def query_all(board: int) -> bytes:
    return encode(Message(board, ASK_ALL))


def unlock(board: int, channel: int) -> bytes:
    return encode(Message(board, OPEN, bytes((channel,))))


# --- what a board sends -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class One:
    """State of one channel; `state` is `IS_OPEN`, `IS_CLOSED` or `FAILED`."""

    board: int
    channel: int
    state: int


@dataclass(frozen=True, slots=True)
class All:
    """`states` of all channels in order."""

    board: int
    states: bytes


def all_reply(every: All) -> bytes:
    return encode(Message(every.board, ASK_ALL, bytes((GOOD, len(every.states))) + every.states))


def one_reply(one: One, command: int) -> bytes:
    """The answer to `OPEN` or `ASK`."""
    return encode(Message(one.board, command, bytes((GOOD, one.channel, one.state))))


def report(one: One) -> bytes:
    return encode(Message(one.board, REPORT, bytes((one.channel, one.state))))


def read_all_reply(frame: bytes) -> All | None:
    """None for anything else, and where the board says that it failed."""
    message = decode(frame)
    if message is None or message.command != ASK_ALL or len(message.data) < 2:
        return None
    status, count, *states = message.data
    return All(message.board, bytes(states)) if status == GOOD and count == len(states) else None


def read_one_reply(frame: bytes, command: int) -> One | None:
    """Decode the answer to `OPEN` or `ASK`, failures included."""
    message = decode(frame)
    if message is None or message.command != command or len(message.data) != 3:
        return None
    status, channel, state = message.data
    return One(message.board, channel, state if status == GOOD else FAILED)


def read_report(frame: bytes) -> One | None:
    message = decode(frame)
    if message is None or message.command != REPORT or len(message.data) != 2:
        return None
    return One(message.board, *message.data)
