"""The line to a bridge: a process that starts and ends with the line."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Final

from hardware.locks.driver import Bank
from hardware.transport.base import LineError, Transport
from hardware.transport.descriptor import DescriptorLine

COMMAND: Final = (sys.executable, "-m", "hardware.locks.bridge.process")
STARTS_WITHIN: Final = 10.0
_ENDS_WITHIN: Final = 1.0
_GREETING_MOST: Final = 400


def open_bridge(port: str, banks: Sequence[Bank], command: Sequence[str] = COMMAND) -> Transport:
    """Start the bridge for these banks; raises `LineError` with what it finds missing.

    Closing the line ends the process, by force where it does not go: what holds the relays then lets go of
    them, and the next bridge's first act is to switch everything off.
    """
    kind = banks[0].board
    boards = [
        {"address": bank.address, "channels": bank.channels, "settings": dict(bank.settings)}
        for bank in banks
    ]
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen([*command, kind, port, json.dumps(boards)], stdin=theirs.fileno())

    def let_go() -> None:
        ours.close()
        try:
            process.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()

    greeting = _greeting(ours)
    if greeting != b"ready\n":
        let_go()
        raise LineError(greeting.removeprefix(b"! ").decode(errors="replace").strip() or "no bridge started")
    ours.settimeout(0)
    return DescriptorLine(ours.fileno(), let_go)


def _greeting(ours: socket.socket) -> bytes:
    """The first line, byte by byte: what follows belongs to the answers."""
    said = b""
    deadline = time.monotonic() + STARTS_WITHIN
    while not said.endswith(b"\n") and len(said) < _GREETING_MOST:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([ours], [], [], left)[0]:
            return b"! the bridge does not start"
        byte = ours.recv(1)
        if not byte:
            break
        said += byte
    return said
