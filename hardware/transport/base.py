"""The interface of a line of bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hardware.transport.wake import Wake

BURST_LIMIT = 512
"""Bytes kept of one burst; no lock board sends a tenth of it, so more is babble."""


class LineError(Exception):
    """The line is gone or was never there.

    `written` counts the bytes of the frame in hand that the line had taken by then; 0 means that none left.
    """

    def __init__(self, reason: str, written: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.written = written


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Settings of a serial line; TCP ignores them."""

    baud: int = 9600
    parity: str = "N"
    stop_bits: int = 1


@dataclass(frozen=True, slots=True)
class Burst:
    """Bytes that came without a pause; `ended` is false where a cap and not silence cut them off."""

    data: bytes
    ended: bool


class Transport(Protocol):
    """One open line. Every method raises `LineError` once the line is gone, but for `close`."""

    def write(self, data: bytes) -> None:
        """Hand over all of `data`; returns when the line has taken the last byte."""
        ...

    def listen(self, seconds: float, wake: Wake) -> bool:
        """Wait for a byte: true when one waits, false after `seconds` or as soon as `wake` is set."""
        ...

    def read_until_gap(
        self, first: float, gap: float, longest: float, enough: Callable[[bytes], bool] | None = None
    ) -> Burst:
        """Wait `first` seconds for a byte, then take bytes until `gap` seconds of silence.

        At most `BURST_LIMIT` bytes and at most `longest` seconds after the first byte. Where `enough` says
        yes to all that came the silence isn't waited for, and the burst counts as ended.
        """
        ...

    def drain(self, silence: float, longest: float) -> Burst:
        """Take what comes until `silence` seconds without a byte; with 0 only what waits already."""
        ...

    def close(self) -> None:
        """Let go of the line; more than once does no harm."""
        ...
