"""A bridge's process: holds the relays, and releases them when the kiosk ends.

Started by `hardware.locks.bridge.line`; standard input is one end of a socket pair. The first line back is
`ready`, or `! ` and what is missing.
"""

from __future__ import annotations

import json
import logging
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence

from hardware.locks.bridge.bridge import Bridge
from hardware.locks.bridge.relays import RelayBoard, Relays, Unreachable
from hardware.locks.gpio.relays import GpioRelays
from hardware.locks.mcp23017.relays import McpRelays
from hardware.locks.mqtt.relays import EsphomeRelays, TasmotaRelays

Make = Callable[[str, Sequence[RelayBoard]], Relays]

KINDS: dict[str, Make] = {
    "gpio": GpioRelays.open,
    "mcp23017": McpRelays.open,
    "tasmota": TasmotaRelays.open,
    "esphome": EsphomeRelays.open,
}


def main(argv: Sequence[str]) -> int:
    """`KIND PORT BOARDS`: the maker's word, the site file's port, and its banks as JSON."""
    logging.basicConfig(level=logging.WARNING, format="bridge: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the kiosk, which ends us
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    kind, port, described = argv
    boards = [RelayBoard(**each) for each in json.loads(described)]
    with socket.socket(fileno=0) as kiosk:
        try:
            relays = KINDS[kind](port, boards)
        except (Unreachable, OSError) as missing:
            kiosk.sendall(f"! {' '.join(str(missing).split())}\n".encode())
            return 1
        serve(kiosk, relays, boards)
    return 0


def serve(kiosk: socket.socket, relays: Relays, boards: Sequence[RelayBoard]) -> None:
    """Answer until the kiosk is gone, however this ends; then everything is off."""
    bridge = Bridge(relays, boards, kiosk.sendall)
    try:
        bridge.begin()
        kiosk.sendall(b"ready\n")
        while True:
            due = bridge.next_due()
            wait = None if due is None else max(0.0, due - time.monotonic())
            ready, _, _ = select.select([kiosk], [], [], wait)
            bridge.advance(time.monotonic())
            if ready:
                data = kiosk.recv(4096)
                if not data:
                    return
                bridge.hear(data, time.monotonic())
    except (BrokenPipeError, ConnectionResetError):
        return
    finally:
        bridge.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
