"""A simulated device on a TCP port of the loopback address."""

from __future__ import annotations

import select
import socket
import threading
import time
from contextlib import suppress

from hardware.transport.wake import Wake
from hardware.transport.wire import Device

READ_AT_ONCE = 4096


class ServedPort:
    """Serves `device` to one caller at a time, the newest, in a thread of its own.

    Hands that reach into the device from other threads hold `lock` and call `poke` afterwards. The port stays
    the same when the plug is pulled and put in again; `port` 0 takes a free one.
    """

    def __init__(self, device: Device, *, port: int = 0) -> None:
        self.lock = threading.RLock()
        self._device = device
        self._port = port
        self._listener: socket.socket | None = None
        self._caller: socket.socket | None = None
        self._wake = Wake()
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, name="simulated port")
        self.plug()

    @property
    def path(self) -> str:
        """Its address, plugged in or not: "tcp://127.0.0.1:port"."""
        return f"tcp://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
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
        with self.lock:
            if self._listener is None:
                self._listener = socket.create_server(("127.0.0.1", self._port))
                self._listener.settimeout(0)
                self._port = int(self._listener.getsockname()[1])
            self.poke()
            return self.path

    def unplug(self) -> None:
        """Hang up, and refuse further calls."""
        with self.lock:
            self.hang_up()
            if self._listener is not None:
                self._listener.close()
                self._listener = None
            self.poke()

    def hang_up(self) -> None:
        with self.lock:
            if self._caller is not None:
                self._caller.close()
                self._caller = None
            self.poke()

    def _serve(self) -> None:
        while not self._stopping:
            with self.lock:
                now = time.monotonic()
                self._answer_calls()
                self._take(now)
                self._give(now)
                due = self._device.next_due()
                ends = [end for end in (self._listener, self._caller) if end is not None]
                poller = select.poll()
                poller.register(self._wake.fileno(), select.POLLIN)
                for end in ends:
                    poller.register(end, select.POLLIN)
            poller.poll(None if due is None else max(0.0, due - time.monotonic()) * 1000)
            self._wake.clear()

    def _answer_calls(self) -> None:
        if self._listener is None:
            return
        with suppress(BlockingIOError):
            caller, _ = self._listener.accept()
            self.hang_up()
            caller.settimeout(0)
            self._caller = caller

    def _take(self, now: float) -> None:
        if self._caller is None:
            return
        with suppress(BlockingIOError):
            try:
                data = self._caller.recv(READ_AT_ONCE)
            except ConnectionError:
                data = b""
            if data:
                self._device.receive(data, now)
            else:
                self.hang_up()

    def _give(self, now: float) -> None:
        data = self._device.emit(now)
        if not data or self._caller is None:
            return
        with suppress(BlockingIOError, ConnectionError):  # nobody reads: the bytes are lost
            self._caller.sendall(data)
