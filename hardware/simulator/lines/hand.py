"""The hand on a simulated line: plug, unplug and spoil it, whatever device is on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hardware.simulator.lines.terminal import ServedLine
from hardware.transport.wire import Device, Faults, Wire


class HandOnLine:
    """Devices on one wire and one pseudo-terminal. Every method may be called from any thread."""

    def __init__(self, devices: Sequence[Device], *, link: Path | None, seed: int) -> None:
        self._wire = Wire(devices, seed=seed)
        self._line = ServedLine(self._wire, link=link)

    def start(self) -> str:
        """Begin to serve; the pseudo-terminal's path (a link, if there is one, follows it)."""
        self._line.start()
        return self._line.path

    def stop(self) -> None:
        self._line.stop()

    def spoil(self, fault: str, value: float | bool) -> None:  # noqa: FBT001  one of `Faults` fields' values
        """Set one of the fields of `Faults`; KeyError for another."""
        if fault not in Faults.__slots__:
            raise KeyError(fault)
        with self._line.lock:
            setattr(self._wire.faults, fault, value)
        self._line.poke()

    def unplug(self) -> None:
        self._line.unplug()

    def plug(self) -> str:
        """Plug in again; the new path."""
        return self._line.plug()
