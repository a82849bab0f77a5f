"""Whole frames among whatever else came in one burst."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")

SHORTEST = 5
"""Bytes of the shortest frame that any lock board sends."""
LONGEST = 64
"""Bytes of the longest, with room to spare: fifty channels, a byte each."""
SIFTED_MOST = 128
"""Bytes of a burst in which frames are looked for: two of the longest. What is longer is babble."""


@dataclass(frozen=True, slots=True)
class Piece(Generic[Meaning]):
    """One whole frame and what it was taken for."""

    data: bytes
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Sifted(Generic[Meaning]):
    """The frames of a burst in their order, and how many bytes belong to none of them."""

    pieces: tuple[Piece[Meaning], ...]
    strays: int


@dataclass(frozen=True, slots=True)
class _Best(Generic[Meaning]):
    strays: int
    frames: int
    length: int = 1
    meaning: Meaning | None = None


def windows(data: bytes, read: Callable[[bytes], Meaning | None]) -> Iterable[tuple[int, Meaning]]:
    """The frames that `data` begins with by the word of `read`: length and meaning."""
    for length in range(SHORTEST, min(len(data), LONGEST) + 1):
        meaning = read(data[:length])
        if meaning is not None:
            yield length, meaning


def sift(data: bytes, begins: Callable[[bytes], Iterable[tuple[int, Meaning]]]) -> Sifted[Meaning]:
    """Cut `data` so that the fewest bytes are left over, and into as many frames as possible then.

    `begins` tells the frames that some bytes begin with. Two frames in a row may look like one longer frame,
    hence as many as possible.
    """
    if len(data) > SIFTED_MOST:
        return Sifted((), len(data))
    best: list[_Best[Meaning]] = [_Best(0, 0)] * (len(data) + 1)
    for at in reversed(range(len(data))):
        after = best[at + 1]
        best[at] = _Best(after.strays + 1, after.frames)
        for length, meaning in begins(data[at:]):
            after = best[at + length]
            if (after.strays, -after.frames - 1) < (best[at].strays, -best[at].frames):
                best[at] = _Best(after.strays, after.frames + 1, length, meaning)
    return Sifted(tuple(_pieces(data, best)), best[0].strays)


def _pieces(data: bytes, best: list[_Best[Meaning]]) -> Iterable[Piece[Meaning]]:
    at = 0
    while at < len(data):
        step = best[at]
        if step.meaning is not None:
            yield Piece(data[at : at + step.length], step.meaning)
        at += step.length


def once(data: bytes) -> bytes:
    """One copy of a frame that a converter delivered twice; other `data` as it is."""
    for length in range(1, len(data) // 2 + 1):
        if len(data) % length == 0 and data[:length] * (len(data) // length) == data:
            return data[:length]
    return data
