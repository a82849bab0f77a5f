"""A simulated wire between the kiosk and the boards, with faults."""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol


class Device(Protocol):
    """Something at the far end of a line, driven by whoever owns the clock; it never waits itself."""

    def receive(self, data: bytes, now: float) -> None:
        """Bytes arrive at `now` (seconds of any monotonic clock)."""
        ...

    def emit(self, now: float) -> bytes:
        """The bytes that have become due by `now`; each is handed out once."""
        ...

    def next_due(self) -> float | None:
        """Time at which `emit` will have bytes, or None while none are under way."""
        ...


@dataclass(slots=True)
class Faults:
    """Faults of the wire; each may be changed while it runs. Chances are per frame and direction."""

    lose: float = 0.0
    corrupt: float = 0.0
    """one bit turned over"""
    truncate: float = 0.0
    duplicate: float = 0.0
    stray: float = 0.0
    """a byte 00 or FF before or behind a reply, as transceivers make when they turn round"""
    late: float = 0.0
    """seconds added to every reply"""
    split: float = 0.0
    """seconds between two bytes of a reply; 0 delivers it whole"""
    echo: bool = False
    babble: bool = False
    """random bytes every 10 ms, without an end"""


BABBLE_EVERY = 0.01


class Wire:
    """Several devices on one pair of wires. It is a `Device` itself; the same seed gives the same mishaps."""

    def __init__(self, devices: Sequence[Device], faults: Faults | None = None, seed: int = 0) -> None:
        self.devices = devices
        self.faults = faults or Faults()
        self._chance = random.Random(seed)  # noqa: S311  mishaps, not secrets
        self._under_way: list[tuple[float, int, bytes]] = []
        self._order = count()
        self._babbled = 0.0
        self._free_at = 0.0

    def receive(self, data: bytes, now: float) -> None:
        if self.faults.echo:
            self._send(now, data)
        for piece in self._mangle(data):
            for device in self.devices:
                device.receive(piece, now)

    def emit(self, now: float) -> bytes:
        for device in self.devices:
            frame = device.emit(now)
            if frame:
                self._deliver(self._with_stray(frame), now + self.faults.late)
        if self.faults.babble and now >= self._babbled + BABBLE_EVERY:
            self._babbled = now
            self._send(now, self._chance.randbytes(self._chance.randint(1, 12)))
        out = bytearray()
        while self._under_way and self._under_way[0][0] <= now:
            out += heapq.heappop(self._under_way)[2]
        return bytes(out)

    def next_due(self) -> float | None:
        moments = [due for device in self.devices if (due := device.next_due()) is not None]
        if self._under_way:
            moments.append(self._under_way[0][0])
        if self.faults.babble:
            moments.append(self._babbled + BABBLE_EVERY)
        return min(moments, default=None)

    def _deliver(self, frame: bytes, moment: float) -> None:
        for piece in self._mangle(frame):
            if self.faults.split <= 0:
                self._send(moment, piece)
                continue
            for byte in piece:
                self._free_at = max(self._free_at, moment)
                self._send(self._free_at, bytes((byte,)))
                self._free_at += self.faults.split

    def _send(self, moment: float, data: bytes) -> None:
        heapq.heappush(self._under_way, (moment, next(self._order), data))

    def _with_stray(self, frame: bytes) -> bytes:
        if not self.faults.stray or self._chance.random() >= self.faults.stray:
            return frame
        byte = self._chance.choice((b"\x00", b"\xff"))
        return byte + frame if self._chance.random() < 0.5 else frame + byte

    def _mangle(self, frame: bytes) -> list[bytes]:
        """Pass one frame through the faults: lost, whole, in part or twice."""
        if self._chance.random() < self.faults.lose:
            return []
        if frame and self._chance.random() < self.faults.corrupt:
            at = self._chance.randrange(len(frame))
            turned = frame[at] ^ (1 << self._chance.randrange(8))
            frame = frame[:at] + bytes((turned,)) + frame[at + 1 :]
        if len(frame) > 1 and self._chance.random() < self.faults.truncate:
            frame = frame[: self._chance.randrange(1, len(frame))]
        if self._chance.random() < self.faults.duplicate:
            return [frame, frame]
        return [frame]
