"""The kiosk's end of the control socket: orders from the command line, one JSON line each way.

`DATA/control.sock` is 0600, and who connects must be the kiosk's own user or root.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.control.address import PATIENCE, SOCKET, near
from kiosk.control.pending import UNSURE, Call, PendingOrder
from kiosk.control.reading import NoOrder, read_order
from kiosk.orders.mandate import Mandate

log = logging.getLogger(__name__)

_COMING: Final = "control.sock.new"
_LONGEST: Final = 65536
_SPEAKS_FOR: Final = 2.0
_LISTENS_FOR: Final = 10.0
_MOST_CALLERS: Final = 256
_QUEUE: Final = 1024
_LOOK_EVERY: Final = 1.0


@dataclass(slots=True, eq=False)
class _Caller:
    """Speaks until there is a `call`, waits until there is an `answer`, is told that; each until `latest`.

    `begun`: its patience is over, and the kiosk has taken its order.
    """

    connection: socket.socket
    latest: float
    heard: bytearray = field(default_factory=bytearray)
    call: Call | None = None
    answer: bytes = b""
    begun: bool = False

    @property
    def speaks(self) -> bool:
        return self.call is None and not self.answer


class ControlServer:
    """Hears all callers in one thread that waits for none of them; orders are posted, replies come back.

    `patience`: seconds that the kiosk may take for an answer. A caller has two for its whole order; where
    many speak at once, the one that has taken the longest goes first.
    """

    def __init__(
        self, data: Path, post: Callable[[PendingOrder], None], *, patience: float = PATIENCE
    ) -> None:
        self._path = data / SOCKET
        self._post = post
        self._patience = patience
        self._path.unlink(missing_ok=True)
        self._server = _bind(self._path)
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_reader, False)
        os.set_blocking(self._wake_writer, False)
        self._doors = selectors.DefaultSelector()
        self._doors.register(self._wake_reader, selectors.EVENT_READ)
        self._doors.register(self._server, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._serve, name="control")
        self._lock = threading.Lock()
        self._callers: dict[socket.socket, _Caller] = {}
        self._looked = time.monotonic()
        self._stopping = False
        self._missing = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let nobody in any more, and tell everybody who waits what came of it."""
        self._stopping = True
        self._wake()
        self._thread.join()
        self._doors.close()
        with self._lock:
            os.close(self._wake_reader)
            os.close(self._wake_writer)
            self._wake_writer = -1
        self._server.close()
        with suppress(OSError):  # the disk may be read-only by now
            self._path.unlink(missing_ok=True)

    def _wake(self) -> None:
        with self._lock, suppress(BlockingIOError):  # full: it is awake as it is
            if self._wake_writer >= 0:
                os.write(self._wake_writer, b"x")

    def _serve(self) -> None:
        while not self._stopping:
            for key, _ in self._doors.select(self._pause()):
                if key.fileobj is self._server:
                    self._let_in()
                elif isinstance(key.fileobj, socket.socket):
                    self._attend(key.fileobj)
                else:
                    os.read(self._wake_reader, 65536)
            now = time.monotonic()
            for caller in tuple(self._callers.values()):
                self._look_after(caller, now)
            if now - self._looked >= _LOOK_EVERY:
                self._looked = now
                self._come_back()
        self._say_farewell()

    def _pause(self) -> float:
        """Seconds until somebody's time is over, or until the socket's file is looked after."""
        nearest = min((caller.latest for caller in self._callers.values()), default=float("inf"))
        return max(0.0, min(nearest, self._looked + _LOOK_EVERY) - time.monotonic())

    def _come_back(self) -> None:
        """Listen anew where somebody has removed the socket's file."""
        if self._path.exists():
            return
        try:
            anew = _bind(self._path)
        except OSError as failure:
            if not self._missing:
                log.warning("control: nobody can be let in: %s", failure)
            self._missing = True
            return
        self._doors.unregister(self._server)
        self._server.close()
        self._server = anew
        self._doors.register(anew, selectors.EVENT_READ)
        self._missing = False
        log.info("control: callers are let in again")

    # --- one caller ---------------------------------------------------------------------------------

    def _let_in(self) -> None:
        """Everybody who knocks, before anybody is heard."""
        for _ in range(_QUEUE):
            try:
                connection, _ = self._server.accept()
            except BlockingIOError:
                return
            except OSError as failure:
                log.warning("control: a caller could not be let in: %s", failure)
                time.sleep(0.1)
                return
            self._receive(connection)

    def _receive(self, connection: socket.socket) -> None:
        connection.settimeout(0)
        caller = _Caller(connection, time.monotonic() + _SPEAKS_FOR)
        self._callers[connection] = caller
        self._doors.register(connection, selectors.EVENT_READ)
        if not _is_ours(_uid_of(connection)):
            self._tell(caller, {"ok": False, "why": "This socket belongs to the kiosk's own user."})
        elif len(self._callers) > _MOST_CALLERS:
            speaking = [one for one in self._callers.values() if one.speaks and one is not caller]
            longest = min(speaking, key=lambda one: one.latest, default=caller)
            log.warning("control: too many callers at once")
            self._tell(longest, {"ok": False, "why": "Too many callers at once. Nothing was done."})

    def _attend(self, connection: socket.socket) -> None:
        caller = self._callers.get(connection)
        if caller is None:
            return  # let go a moment ago
        try:
            if caller.answer:
                self._send(caller)
            else:
                self._hear(caller)
        except BlockingIOError:
            pass
        except OSError as lost:
            log.info("control: the caller has gone: %s", lost)
            self._let_go(caller)

    def _hear(self, caller: _Caller) -> None:
        more = caller.connection.recv(65536)
        caller.heard += more
        if b"\n" in caller.heard and len(caller.heard) <= _LONGEST:
            self._take(caller)
        elif not more or len(caller.heard) > _LONGEST:
            why = f"This is no order: wanted one line of at most {_LONGEST} bytes."
            self._tell(caller, {"ok": False, "why": why})

    def _take(self, caller: _Caller) -> None:
        try:
            asked = read_order(bytes(caller.heard))
        except NoOrder as refusal:
            self._tell(caller, {"ok": False, "why": str(refusal)})
            return
        caller.call = Call(self._wake)
        caller.latest = time.monotonic() + self._patience
        self._doors.unregister(caller.connection)
        self._post(PendingOrder(asked.order, caller.call.reply, caller.call.take, Mandate(asked.id)))

    def _look_after(self, caller: _Caller, now: float) -> None:
        """Tell what there is to tell, and let nobody stay beyond their time."""
        if caller.call is not None and caller.call.answer is not None and not caller.answer:
            self._tell(caller, caller.call.answer)
        if now < caller.latest or caller.connection not in self._callers:
            return
        if caller.answer:
            self._let_go(caller)
        elif caller.call is None:
            self._tell(caller, {"ok": False, "why": f"No whole order came within {_SPEAKS_FOR:g} s."})
        elif caller.begun:
            self._tell(caller, UNSURE)
        elif caller.call.withdraw():
            self._tell(caller, {"ok": False, "why": "The kiosk did not answer in time. Nothing was done."})
        else:
            caller.begun, caller.latest = True, now + self._patience

    def _tell(self, caller: _Caller, answer: dict[str, Any]) -> None:
        caller.answer = json.dumps(answer).encode() + b"\n"
        caller.latest = time.monotonic() + _LISTENS_FOR
        with suppress(KeyError):
            self._doors.unregister(caller.connection)
        self._doors.register(caller.connection, selectors.EVENT_WRITE)
        self._attend(caller.connection)

    def _send(self, caller: _Caller) -> None:
        caller.answer = caller.answer[caller.connection.send(caller.answer) :]
        if not caller.answer:
            self._let_go(caller)

    def _let_go(self, caller: _Caller) -> None:
        with suppress(KeyError):
            self._doors.unregister(caller.connection)
        self._callers.pop(caller.connection, None)
        caller.connection.close()

    def _say_farewell(self) -> None:
        for caller in tuple(self._callers.values()):
            if caller.answer:
                continue
            if caller.call is None or (caller.call.answer is None and caller.call.withdraw()):
                self._tell(caller, {"ok": False, "why": "The kiosk stops. Nothing was done."})
            else:
                self._tell(caller, caller.call.answer or UNSURE)
        latest = time.monotonic() + _SPEAKS_FOR
        while self._callers and time.monotonic() < latest:
            for key, _ in self._doors.select(0.1):
                if isinstance(key.fileobj, socket.socket):
                    self._attend(key.fileobj)
        for caller in tuple(self._callers.values()):
            self._let_go(caller)


def _bind(path: Path) -> socket.socket:
    """Listen at `path`, which is there only once callers are heard: until then it has another name."""
    coming = path.with_name(_COMING)
    coming.unlink(missing_ok=True)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        near(coming, server.bind)
        server.listen(_QUEUE)
        coming.rename(path)
    except OSError:
        server.close()
        raise
    finally:
        os.umask(before)
    server.settimeout(0)  # whoever knocked may have gone before the door is opened
    return server


def _uid_of(connection: socket.socket) -> int:
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, uid, _ = struct.unpack("3i", credentials)
    return int(uid)


def _is_ours(uid: int) -> bool:
    return uid in (0, os.getuid())
