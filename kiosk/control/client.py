"""The calling end of the control socket: one order to the kiosk that runs on a folder, and its answer."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from kiosk.control.address import PATIENCE, SOCKET, near
from kiosk.orders.order import Order

_LONGEST_ANSWER: Final = 2**24


class NotRunning(Exception):  # noqa: N818  says what is the matter
    """No kiosk listens on this data folder."""


class NoAnswer(OSError):  # noqa: N818  says what is the matter
    """A kiosk listens, and went away or fell silent before it had answered."""


def ask(data: Path, order: Order, order_id: str = "") -> dict[str, Any]:
    """Send an order to the kiosk that runs on `data`; its reply. Raises NotRunning, OSError.

    `order_id`: 1 to 64 letters, digits and . _ : -; asked again with it, the order is not carried out twice.
    """
    line = {**asdict(order), **({"id": order_id} if order_id else {})}
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2 * PATIENCE + 5)
        try:
            near(data / SOCKET, connection.connect)
        except (FileNotFoundError, ConnectionRefusedError):
            raise NotRunning(f"No kiosk is running on {data}.") from None
        try:
            with suppress(ConnectionError):  # whoever is turned away at the door is told why all the same
                connection.sendall(json.dumps(line).encode() + b"\n")
            reply: dict[str, Any] = json.loads(_line(connection))
        except (TimeoutError, ConnectionError, ValueError):
            raise NoAnswer(
                f"The kiosk on {data} did not say what came of it. Look before you ask again."
            ) from None
        return reply


def _line(connection: socket.socket) -> bytes:
    """What was sent up to its first line's end; without one where the sender hung up or sent too much."""
    read = b""
    while not read.endswith(b"\n") and len(read) <= _LONGEST_ANSWER:
        more = connection.recv(65536)
        if not more:
            break
        read += more
    return read
