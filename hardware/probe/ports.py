"""The serial ports of this machine by the names that stay when plugs move."""

from __future__ import annotations

from pathlib import Path

from serial.tools import list_ports

from hardware.transport.serial_port import STABLE_NAMES


def stable_ports(folders: tuple[Path, ...] = STABLE_NAMES, devices: list[str] | None = None) -> list[str]:
    """One path a port: by its maker's number, else by where it is plugged in, else as the kernel counts.

    Pseudo-terminals are none of the machine's ports.
    """
    kernel = [port.device for port in list_ports.comports()] if devices is None else devices
    names: dict[str, str] = {}
    for folder in reversed(folders):
        for link in sorted(folder.iterdir()) if folder.is_dir() else ():
            names[str(link.resolve())] = str(link)
    return [names.get(str(Path(device).resolve()), device) for device in sorted(kernel)]
