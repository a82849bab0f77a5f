"""A simulated line on a pseudo-terminal, which another process opens as a serial port."""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hardware.transport.recorder import Direction, Passed
from hardware.transport.wake import Wake
from hardware.transport.wire import Device

READ_AT_ONCE = 4096


class ServedLine:
    """Serves `device` on a pseudo-terminal in a thread of its own.

    Hands that reach into the device from other threads hold `lock` and call `poke` afterwards. With `link`
    the terminal has a stable name, as udev would give it. `tell` gets every passage of bytes (`RECEIVED` is
    what the boards get), in the serving thread and with `lock` held.
    """

    def __init__(
        self, device: Device, *, link: Path | None = None, tell: Callable[[Passed], None] | None = None
    ) -> None:
        self.lock = threading.RLock()
        self.path = ""
        """the terminal's path; empty while unplugged"""
        self._device = device
        self._link = link
        self._tell = tell
        self._wake = Wake()
        self._master = self._slave = self._calls = -1
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, name="simulated line")
        self.plug()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread, pull the plug and take the link away."""
        self._stopping = True
        self.poke()
        if self._thread.ident is not None:
            self._thread.join()
        self.unplug()
        self._wake.close()

    def poke(self) -> None:
        """Something about the device changed: look at it now."""
        self._wake.set()

    def plug(self) -> str:
        """Plug the adapter in (again, under another name); the new path."""
        with self.lock:
            if not self.path:
                self._master, self._slave = os.openpty()
                tty.setraw(self._slave)
                os.set_blocking(self._master, False)
                self.path = os.ttyname(self._slave)
                self._point(self.path)
            self.poke()
            return self.path

    def unplug(self) -> None:
        """Pull the adapter out."""
        with self.lock:
            if self.path:
                os.close(self._master)
                # Our own end keeps the terminal alive while no program has it open; now it has to go as well.
                os.close(self._slave)
                self._master = self._slave = -1
                self.path = ""
                self._point(None)
            self.poke()

    def _point(self, path: str | None) -> None:
        if self._link is None:
            return
        self._link.unlink(missing_ok=True)
        if path is not None:
            self._link.symlink_to(path)

    def _serve(self) -> None:
        while not self._stopping:
            with self.lock:
                now = time.monotonic()
                self._answer_calls()
                self._take(now)
                self._give(now)
                due = self._device.next_due()
                ends = [fd for fd in (self._master, self._calls) if fd >= 0]
            self._wait(ends, due)

    def _wait(self, ends: list[int], due: float | None) -> None:
        wait = None if due is None else max(0.0, due - time.monotonic())
        with suppress(OSError):  # a hand pulled the plug since we looked: the ends are closed, look again
            select.select([self._wake.fileno(), *ends], [], [], wait)  # poll() counts in whole milliseconds
        self._wake.clear()

    def _take(self, now: float) -> None:
        if self._master < 0:
            return
        data = self._read()
        if data:
            self._passed(Direction.RECEIVED, data, now)
            self._device.receive(data, now)

    def _give(self, now: float) -> None:
        data = self._device.emit(now)
        if not data or self._master < 0:
            return
        if self._write(data):
            self._passed(Direction.SENT, data, now)

    def _answer_calls(self) -> None:
        """A terminal has none."""

    def _read(self) -> bytes:
        with suppress(BlockingIOError):
            return os.read(self._master, READ_AT_ONCE)
        return b""

    def _write(self, data: bytes) -> bool:
        """Send bytes; false where they were lost as nobody reads, as on a real line."""
        with suppress(BlockingIOError):
            os.write(self._master, data)
            return True
        return False

    def _passed(self, direction: Direction, data: bytes, now: float) -> None:
        if self._tell is not None:
            self._tell(Passed(now, direction, data))
