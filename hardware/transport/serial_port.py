"""Serial ports, by pyserial, found again by their stable names."""

from __future__ import annotations

from pathlib import Path

import serial

from hardware.transport.base import LineError, LineSettings
from hardware.transport.descriptor import LINE_ERRORS, DescriptorLine

STABLE_NAMES = (Path("/dev/serial/by-id"), Path("/dev/serial/by-path"))


def resolve(name: str, folders: tuple[Path, ...] = STABLE_NAMES) -> str:
    """The node that `name` means now: a path as it is, or a name that udev keeps in `folders`.

    Asked again at each opening, as an adapter comes back from ttyUSB0 as ttyUSB1.
    """
    if name.startswith("/"):
        return name
    for folder in folders:
        if (folder / name).exists():
            return str(folder / name)
    raise LineError(f"no serial port is called {name}")


def open_serial(name: str, settings: LineSettings) -> DescriptorLine:
    """Open the port for us alone; raises `LineError` when it isn't there, may not be opened or is in use."""
    try:
        port = serial.Serial(
            resolve(name),
            baudrate=settings.baud,
            parity=settings.parity,
            stopbits=settings.stop_bits,
            timeout=0,
            exclusive=True,
        )
        return DescriptorLine(port.fileno(), port.close)
    except LINE_ERRORS as failure:
        raise LineError(str(failure)) from failure
