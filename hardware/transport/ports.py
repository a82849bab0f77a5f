"""Opens the line that the site file names: a serial port or TCP."""

from __future__ import annotations

from hardware.transport.base import LineSettings, Transport
from hardware.transport.serial_port import open_serial
from hardware.transport.tcp import SCHEME, open_tcp


def open_port(port: str, settings: LineSettings) -> Transport:
    """Open `/dev/...`, a stable serial name or `tcp://host:port`; raises `LineError`.

    Blocks for up to 3 s (TCP), so only a device's own thread calls it.
    """
    if port.startswith(SCHEME):
        return open_tcp(port)
    return open_serial(port, settings)
