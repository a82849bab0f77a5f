"""Opens a printer's port: serial, TCP or a device file."""

from __future__ import annotations

import os

from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.descriptor import DescriptorLine
from hardware.transport.ports import open_port

FILE = "file:"


def can_answer(port: str) -> bool:
    return not port.startswith(FILE)


def open_printer(port: str, settings: LineSettings) -> Transport:
    """Open a serial port, "tcp://host:9100" or "file:/dev/usb/lp0" (written only). Raises `LineError`."""
    if can_answer(port):
        return open_port(port, settings)
    try:
        fd = os.open(port.removeprefix(FILE), os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK)
    except OSError as failure:
        raise LineError(str(failure)) from failure
    return DescriptorLine(fd, lambda: os.close(fd))
