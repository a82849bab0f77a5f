"""Opens the line of a bus: a serial port, TCP, or a bridge process."""

from __future__ import annotations

from collections.abc import Sequence

from hardware.locks.bridge.line import open_bridge
from hardware.locks.driver import Bank
from hardware.locks.registry import is_bridged
from hardware.transport.base import LineSettings, Transport
from hardware.transport.ports import open_port


def open_line(port: str, settings: LineSettings, banks: Sequence[Bank]) -> Transport:
    """Open the line of these banks; raises `LineError`. Blocks for some seconds (TCP, bridges)."""
    if is_bridged(port):
        return open_bridge(port, banks)
    return open_port(port, settings)
