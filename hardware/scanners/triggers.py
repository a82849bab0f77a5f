"""Triggered scanners: the commands and answers of each kind.

Pure: whoever owns the line sends the bytes and brings the time. The scanner has to be in its manual, serial
or host trigger mode; presentation needs none of this.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

AFTER_A_READ = 0.6  # seconds; the label is taken away meanwhile


@dataclass(frozen=True, slots=True)
class Trigger:
    """`lasts`: seconds for which `on` holds if nothing is read; `answers` come before the codes, without an
    end of their own."""

    on: bytes
    off: bytes
    lasts: float
    answers: tuple[bytes, ...] = ()


TRIGGERS: Mapping[str, Trigger] = {
    # Honeywell, Metrologic and their like: SYN T CR, SYN U CR
    "honeywell": Trigger(b"\x16T\r", b"\x16U\r", 25.0, (b"\x06", b"\x15")),
    # Newland EM3095 and GM65 engines: bit 0 of zone 0002, CRC-CCITT from 0 over all after the first two bytes
    "em3095": Trigger(
        bytes.fromhex("7E000801000201 02DA"),
        bytes.fromhex("7E000801000200 12FB"),
        5.0,
        (bytes.fromhex("02000001003331"),),
    ),
    # Zebra with its SSI host: START_SESSION and STOP_SESSION, answered by CMD_ACK or CMD_NAK
    "zebra-ssi": Trigger(
        bytes.fromhex("04E40400FF14"),
        bytes.fromhex("04E50400FF13"),
        9.9,
        (bytes.fromhex("04D00000FF2C"), bytes.fromhex("05D1000006FF24"), bytes.fromhex("05D1000002FF28")),
    ),
    # CipherLab: enable, disable
    "cipherlab": Trigger(b"E", b"D", math.inf),
}


class Aim:
    """Trigger state of one scanner, and the commands that bring it to the wanted one."""

    def __init__(self, trigger: Trigger) -> None:
        self._trigger = trigger
        self._until: float | None = None

    def send(self, now: float, *, wanted: bool) -> bytes:
        """The command to send now; mostly none."""
        if wanted and (self._until is None or now >= self._until):
            self._until = now + self._trigger.lasts
            return self._trigger.on
        if not wanted and self._until is not None:
            self._until = None
            return self._trigger.off
        return b""

    def has_read(self, now: float) -> None:
        """A read ends what `on` began, except where that holds for ever."""
        if self._until is not None and self._trigger.lasts < math.inf:
            self._until = min(self._until, now + AFTER_A_READ)

    def pause(self, now: float) -> float | None:
        """Seconds until the next command is due; None: not by itself."""
        if self._until is None or self._until == math.inf:
            return None
        return max(0.0, self._until - now)


class AnswerFilter:
    """Takes the scanner's answers out of what it sends, however the bytes arrive."""

    def __init__(self, answers: tuple[bytes, ...]) -> None:
        self._answers = answers
        self._held = b""

    @property
    def waiting(self) -> bool:
        """Whether bytes are held back until the line is quiet."""
        return bool(self._held)

    def feed(self, data: bytes) -> bytes:
        """Bytes that are no answer; what may become one is held back."""
        rest, kept = self._held + data, bytearray()
        while rest:
            if answer := next((a for a in self._answers if rest.startswith(a)), None):
                rest = rest[len(answer) :]
            elif any(a.startswith(rest) for a in self._answers):
                break
            else:
                kept.append(rest[0])
                rest = rest[1:]
        self._held = rest
        return bytes(kept)

    def quiet(self) -> bytes:
        """Nothing came for a while: what was held back is no answer."""
        held, self._held = self._held, b""
        return held
