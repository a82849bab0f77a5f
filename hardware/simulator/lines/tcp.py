"""A simulated line behind a network plug: the same bytes over TCP, for callers on this machine only."""

from __future__ import annotations

import errno
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from hardware.simulator.lines.terminal import READ_AT_ONCE, ServedLine
from hardware.transport.recorder import Passed
from hardware.transport.wire import Device

LOOPBACK = "127.0.0.1"
_TRIES = 50


class ServedTcp(ServedLine):
    """Serves `device` on a port of the loopback address; one caller at a time, the newest has the line.

    `port` 0 takes any that is free; `path` is `tcp://host:port`. `on_call` is called for each new caller, in
    the serving thread and with `lock` held.
    """

    def __init__(
        self,
        device: Device,
        port: int,
        *,
        tell: Callable[[Passed], None] | None = None,
        on_call: Callable[[], None] = lambda: None,
    ) -> None:
        self._port = port
        self._on_call = on_call
        self._listener: socket.socket | None = None
        self._caller: socket.socket | None = None
        super().__init__(device, tell=tell)

    def plug(self) -> str:
        with self.lock:
            if self._listener is None:
                self._listener = self._listen()
                self._listener.settimeout(0)
                self._port = self._listener.getsockname()[1]
                self._calls = self._listener.fileno()
                self.path = f"tcp://{LOOPBACK}:{self._port}"
            self.poke()
            return self.path

    def _listen(self) -> socket.socket:
        """The serving thread may still wait on the port that was just closed, which keeps it for a moment."""
        tries = 0
        while True:
            try:
                return socket.create_server((LOOPBACK, self._port))
            except OSError as failure:
                tries += 1
                if failure.errno != errno.EADDRINUSE or not self._port or tries > _TRIES:
                    raise
                time.sleep(0.02)

    def unplug(self) -> None:
        with self.lock:
            self._hang_up()
            if self._listener is not None:
                self._listener.close()
                self._listener, self._calls, self.path = None, -1, ""
            self.poke()

    def _answer_calls(self) -> None:
        if self._listener is None:
            return
        with suppress(BlockingIOError):
            caller, _ = self._listener.accept()
            self._hang_up()
            caller.settimeout(0)
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._caller, self._master = caller, caller.fileno()
            self._on_call()

    def _hang_up(self) -> None:
        if self._caller is not None:
            self._caller.close()
        self._caller, self._master = None, -1

    def _read(self) -> bytes:
        try:
            data = os.read(self._master, READ_AT_ONCE)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def _write(self, data: bytes) -> bool:
        try:
            os.write(self._master, data)
        except BlockingIOError:
            return False
        except OSError:
            self._hang_up()
            return False
        return True
