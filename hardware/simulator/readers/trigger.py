"""A simulated serial scanner in manual trigger mode: off until it is triggered."""

from __future__ import annotations

import math

from hardware.scanners.triggers import Trigger

HOLD = 2.0
"""Seconds for which a hand holds a label before a scanner that does not look."""
_LONGEST = 16  # bytes that are kept to look for a command in


class TriggeredScanner:
    """Answers its commands with the real bytes, looks for as long as they hold, and stops at a read."""

    def __init__(self, trigger: Trigger) -> None:
        self._trigger = trigger
        self._heard = b""
        self._answers = b""
        self._looks_until = -math.inf
        self._held: tuple[str, float | None] | None = None

    def type(self, text: str) -> None:
        """A hand holds this label before it."""
        self._held = (text, None)

    def receive(self, data: bytes, now: float) -> None:
        ends = {self._trigger.on: now + self._trigger.lasts, self._trigger.off: -math.inf}
        for byte in data:
            self._heard = (self._heard + bytes([byte]))[-_LONGEST:]
            for command, until in ends.items():
                if self._heard.endswith(command):
                    self._looks_until = until
                    self._answers += b"".join(self._trigger.answers[:1])

    def emit(self, now: float) -> bytes:
        said, self._answers = self._answers, b""
        if self._held is None:
            return said
        text, gone_at = self._held
        if now < self._looks_until:
            self._held = None
            if self._trigger.lasts < math.inf:
                self._looks_until = -math.inf
            return said + text.encode() + b"\r"
        if gone_at is None:
            self._held = text, now + HOLD
        elif now >= gone_at:
            self._held = None
        return said

    def next_due(self) -> float | None:
        if self._answers:
            return 0.0
        return None if self._held is None else self._held[1] or 0.0
