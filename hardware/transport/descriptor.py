"""Base of serial and TCP lines: an open file descriptor."""

from __future__ import annotations

import os
import select
import termios
import time
from collections.abc import Callable

import serial

from hardware.transport.base import BURST_LIMIT, Burst, LineError
from hardware.transport.wake import Wake

LINE_ERRORS = (serial.SerialException, OSError, TypeError, termios.error)
"""Everything that pyserial and the kernel were seen to raise when an adapter is pulled out."""

WRITE_WITHIN = 1.0
"""Seconds for a full output buffer to take the next byte."""


class DescriptorLine:
    """A `Transport` over a non-blocking descriptor; `let_go` closes whatever owns it.

    It reads the descriptor itself, as pyserial's `inter_byte_timeout` doesn't end a read at a gap and its
    `write` doesn't tell how many bytes left before it failed.
    """

    def __init__(self, fd: int, let_go: Callable[[], object]) -> None:
        self._fd = fd
        self._let_go: Callable[[], object] | None = let_go

    def write(self, data: bytes) -> None:
        taken = 0
        while taken < len(data):
            try:
                taken += os.write(self._fd, data[taken:])
            except BlockingIOError:
                if not self._poll(select.POLLOUT, WRITE_WITHIN, written=taken):
                    raise LineError("the line takes no more bytes", taken) from None
            except LINE_ERRORS as failure:
                raise LineError(str(failure), taken) from failure

    def listen(self, seconds: float, wake: Wake) -> bool:
        if self._fd < 0:
            raise LineError("the line was closed")
        poller = select.poll()
        poller.register(self._fd, select.POLLIN)
        poller.register(wake.fileno(), select.POLLIN)
        ready = poller.poll(max(0.0, seconds) * 1000)
        return any(fd == self._fd for fd, _ in ready)

    def read_until_gap(
        self, first: float, gap: float, longest: float, enough: Callable[[bytes], bool] | None = None
    ) -> Burst:
        data = bytearray()
        patience = first
        latest = time.monotonic() + first
        while self._poll(select.POLLIN, patience):
            if not data:
                latest = time.monotonic() + longest
            data += self._take(BURST_LIMIT - len(data))
            if enough is not None and enough(bytes(data)):
                break
            if len(data) >= BURST_LIMIT or time.monotonic() >= latest:
                return Burst(bytes(data), ended=False)
            patience = gap
        return Burst(bytes(data), ended=True)

    def drain(self, silence: float, longest: float) -> Burst:
        return self.read_until_gap(silence, silence, longest)

    def close(self) -> None:
        let_go, self._let_go = self._let_go, None
        if let_go is None:
            return
        self._fd = -1
        try:
            let_go()
        except LINE_ERRORS:
            return

    def _poll(self, event: int, seconds: float, written: int = 0) -> bool:
        if self._fd < 0:
            raise LineError("the line was closed", written)
        poller = select.poll()
        poller.register(self._fd, event)
        return bool(poller.poll(max(0.0, seconds) * 1000))

    def _take(self, limit: int) -> bytes:
        try:
            data = os.read(self._fd, limit)
        except BlockingIOError:
            return b""
        except LINE_ERRORS as failure:
            raise LineError(str(failure)) from failure
        if not data:
            raise LineError("the other end is gone")
        return data
