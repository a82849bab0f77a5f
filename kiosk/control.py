"""The control socket: commands from the command line into a kiosk that runs. One JSON line each way.

`DATA/control.sock` is 0600, and who connects must be the kiosk's own user or root.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from kiosk.visits.orders import AddStaff, Announce, OpenRemotely, Order, Place

log = logging.getLogger(__name__)

SOCKET: Final = "control.sock"
_LONGEST: Final = 65536
_PATIENCE: Final = 30.0
_ORDER: TypeAdapter[Order] = TypeAdapter(
    Annotated[Announce | Place | AddStaff | OpenRemotely, Field(discriminator="order")]
)

Reply = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """An order and the way back: `reply` is called once, with {"ok": true, ...} or {"ok": false, "why"}."""

    order: Order
    reply: Reply = field(compare=False)


class NotRunning(Exception):  # noqa: N818  says what is the matter
    """No kiosk listens on this data folder."""


class ControlServer:
    """Accepts connections on a thread of its own; orders are posted, replies wait for their turn."""

    def __init__(self, data: Path, post: Callable[[Command], None]) -> None:
        self._path = data / SOCKET
        self._post = post
        self._path.unlink(missing_ok=True)
        self._server = _bind(self._path)
        self._thread = threading.Thread(target=self._serve, name="control")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let nobody in any more, and wait for the one who is being served."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.close()
        self._path.unlink(missing_ok=True)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(_PATIENCE)
                try:
                    self._one(connection)
                except OSError as lost:
                    log.info("control: the caller has gone: %s", lost)

    def _one(self, connection: socket.socket) -> None:
        if not _is_ours(connection):
            _send(connection, {"ok": False, "why": "This socket belongs to the kiosk's own user."})
            return
        line = _line(connection)
        try:
            order = _ORDER.validate_json(line)
        except ValidationError as refusal:
            first = refusal.errors()[0]
            _send(connection, {"ok": False, "why": f"This is no order: {first['msg']}."})
            return
        answered = threading.Event()
        answers: list[dict[str, Any]] = []

        def reply(answer: dict[str, Any]) -> None:
            answers.append(answer)
            answered.set()

        self._post(Command(order, reply))
        if not answered.wait(_PATIENCE):
            answers.append({"ok": False, "why": "The kiosk did not answer in time. Look at its screen."})
        _send(connection, answers[0])


def ask(data: Path, order: Order) -> dict[str, Any]:
    """Send an order to the kiosk that runs on `data`; its reply. Raises NotRunning, OSError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_PATIENCE + 5)
        try:
            _near(data, connection.connect)
        except (FileNotFoundError, ConnectionRefusedError):
            raise NotRunning(f"No kiosk is running on {data}.") from None
        connection.sendall(_ORDER.dump_json(order) + b"\n")
        reply: dict[str, Any] = json.loads(_line(connection))
        return reply


def _bind(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        _near(path.parent, server.bind)
    finally:
        os.umask(before)
    server.listen(4)
    return server


def _near(folder: Path, use: Callable[[str], None]) -> None:
    """A socket's path may have 107 bytes at most; through the folder's own descriptor any folder will do."""
    handle = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        use(f"/proc/self/fd/{handle}/{SOCKET}")
    finally:
        os.close(handle)


def _is_ours(connection: socket.socket) -> bool:
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, uid, _ = struct.unpack("3i", credentials)
    return uid in (0, os.getuid())


def _line(connection: socket.socket) -> bytes:
    read = b""
    while not read.endswith(b"\n"):
        more = connection.recv(4096)
        if not more or len(read) > _LONGEST:
            break
        read += more
    return read


def _send(connection: socket.socket, answer: dict[str, Any]) -> None:
    connection.sendall(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
