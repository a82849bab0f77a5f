"""The control socket: commands from the command line into a kiosk that runs. One JSON line each way.

`DATA/control.sock` is 0600, and who connects must be the kiosk's own user or root.
"""

from __future__ import annotations

import json
import logging
import os
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.control_orders import NoOrder, read_order
from kiosk.visits.orders import Order

log = logging.getLogger(__name__)

SOCKET: Final = "control.sock"
_LONGEST: Final = 65536
_LONGEST_ANSWER: Final = 2**24
_PATIENCE: Final = 30.0
_MOST_CALLERS: Final = 16
_LOOK_EVERY: Final = 1.0

Reply = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """An order and the way back: `reply` is called once, with {"ok": true, ...} or {"ok": false, "why"}.

    `take` comes first: where it says no, whoever gave the order has given up, and nothing is done.
    """

    order: Order
    reply: Reply = field(compare=False)
    take: Callable[[], bool] = field(default=lambda: True, compare=False)


class NotRunning(Exception):  # noqa: N818  says what is the matter
    """No kiosk listens on this data folder."""


class NoAnswer(OSError):  # noqa: N818  says what is the matter
    """A kiosk listens, and went away or fell silent before it had answered."""


class Call:
    """One order under way. It is taken by the kiosk or withdrawn by its caller, never both."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._decided = False
        self._answer: dict[str, Any] | None = None
        self._answered = threading.Event()

    def take(self) -> bool:
        return self._decide()

    def withdraw(self) -> bool:
        """Whether nobody has taken it; then nobody will."""
        return self._decide()

    def _decide(self) -> bool:
        with self._lock:
            first, self._decided = not self._decided, True
            return first

    def reply(self, answer: dict[str, Any]) -> None:
        """The first answer counts."""
        with self._lock:
            self._answer = self._answer or answer
        self._answered.set()

    def wait(self, seconds: float) -> dict[str, Any] | None:
        self._answered.wait(seconds)
        return self._answer


class ControlServer:
    """Accepts callers, each on a thread of its own; orders are posted, replies wait for their turn.

    `patience`: seconds that a caller may take for the order, and the kiosk for the answer.
    """

    def __init__(self, data: Path, post: Callable[[Command], None], *, patience: float = _PATIENCE) -> None:
        self._path = data / SOCKET
        self._post = post
        self._patience = patience
        self._path.unlink(missing_ok=True)
        self._server = _bind(self._path)
        self._wake_reader, self._wake_writer = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="control")
        self._lock = threading.Lock()
        self._callers: dict[threading.Thread, tuple[socket.socket, Call]] = {}
        self._stopping = False
        self._missing = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let nobody in any more, and tell everybody who waits that nothing will come of it."""
        self._stopping = True
        os.write(self._wake_writer, b"x")
        self._thread.join()
        os.close(self._wake_reader)
        os.close(self._wake_writer)
        self._server.close()
        with suppress(OSError):  # the disk may be read-only by now
            self._path.unlink(missing_ok=True)
        with self._lock:
            callers = dict(self._callers)
            for connection, call in callers.values():
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)
                call.reply({"ok": False, "why": "The kiosk stops. Nothing was done."})
        for thread in callers:
            thread.join()

    def _serve(self) -> None:
        while True:
            readable, _, _ = select.select([self._server.fileno(), self._wake_reader], [], [], _LOOK_EVERY)
            if self._stopping:
                return
            if not readable:
                self._come_back()
                continue
            try:
                connection, _ = self._server.accept()
            except OSError as failure:
                log.warning("control: a caller could not be let in: %s", failure)
                time.sleep(0.1)
                continue
            self._let_in(connection)

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
        self._server.close()
        self._server = anew
        self._missing = False
        log.info("control: callers are let in again")

    def _let_in(self, connection: socket.socket) -> None:
        connection.settimeout(self._patience)
        call = Call()
        thread = threading.Thread(target=self._attend, args=(connection, call), name="caller")
        with self._lock:
            crowded = len(self._callers) >= _MOST_CALLERS
            if not crowded:
                self._callers[thread] = (connection, call)
        if crowded:
            log.warning("control: too many callers at once")
            connection.close()
        else:
            thread.start()

    def _attend(self, connection: socket.socket, call: Call) -> None:
        try:
            _send(connection, self._answer(connection, call))
        except OSError as lost:
            log.info("control: the caller has gone: %s", lost)
        finally:
            with self._lock:
                del self._callers[threading.current_thread()]
                connection.close()

    def _answer(self, connection: socket.socket, call: Call) -> dict[str, Any]:
        if not _is_ours(_uid_of(connection)):
            return {"ok": False, "why": "This socket belongs to the kiosk's own user."}
        line = _line(connection)
        if not line.endswith(b"\n") or len(line) > _LONGEST:
            return {"ok": False, "why": f"This is no order: wanted one line of at most {_LONGEST} bytes."}
        try:
            order = read_order(line)
        except NoOrder as refusal:
            return {"ok": False, "why": str(refusal)}
        self._post(Command(order, call.reply, call.take))
        answer = call.wait(self._patience)
        if answer is None and call.withdraw():
            return {"ok": False, "why": "The kiosk did not answer in time. Nothing was done."}
        late = {"ok": False, "why": "The kiosk began and did not say how it ended. Look at the machine."}
        return answer or call.wait(self._patience) or late


def ask(data: Path, order: Order) -> dict[str, Any]:
    """Send an order to the kiosk that runs on `data`; its reply. Raises NotRunning, OSError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2 * _PATIENCE + 5)
        try:
            _near(data, connection.connect)
        except (FileNotFoundError, ConnectionRefusedError):
            raise NotRunning(f"No kiosk is running on {data}.") from None
        try:
            with suppress(ConnectionError):  # whoever is turned away at the door is told why all the same
                connection.sendall(json.dumps(asdict(order)).encode() + b"\n")
            reply: dict[str, Any] = json.loads(_line(connection, _LONGEST_ANSWER))
        except (TimeoutError, ConnectionError, ValueError):
            raise NoAnswer(
                f"The kiosk on {data} did not say what came of it. Look before you ask again."
            ) from None
        return reply


def _bind(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        _near(path.parent, server.bind)
    except OSError:
        server.close()
        raise
    finally:
        os.umask(before)
    server.listen(_MOST_CALLERS)
    server.settimeout(0)  # whoever knocked may have gone before the door is opened
    return server


def _near(folder: Path, use: Callable[[str], None]) -> None:
    """A socket's path may have 107 bytes at most; through the folder's own descriptor any folder will do."""
    handle = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        use(f"/proc/self/fd/{handle}/{SOCKET}")
    finally:
        os.close(handle)


def _uid_of(connection: socket.socket) -> int:
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, uid, _ = struct.unpack("3i", credentials)
    return int(uid)


def _is_ours(uid: int) -> bool:
    return uid in (0, os.getuid())


def _line(connection: socket.socket, longest: int = _LONGEST) -> bytes:
    """What was sent up to its first line's end; without one where the sender hung up or sent too much."""
    read = b""
    while not read.endswith(b"\n") and len(read) <= longest:
        more = connection.recv(65536)
        if not more:
            break
        read += more
    return read


def _send(connection: socket.socket, answer: dict[str, Any]) -> None:
    connection.sendall(json.dumps(answer).encode() + b"\n")
