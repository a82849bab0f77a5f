"""Several instruments on one Modbus line, each polled at its own interval."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from hardware.modbus.asker import Ask, Asker
from hardware.modbus.reading import NoReading
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.power import PowerState
from hardware.outcomes.senses import Climate, Contact
from hardware.transport.base import LineSettings, Transport
from hardware.transport.owner import BACK_OFF, PortOwner
from hardware.transport.ports import open_port
from hardware.transport.presence import Presence

log = logging.getLogger(__name__)

MISSES = 3
"""Readings that have to fail in a row before a device counts as gone."""
AGAIN = 0.3
"""Seconds until a failed reading is repeated."""
RARELY = 5.0
"""Seconds between two questions to a device that is gone."""

InstrumentReading = Climate | Contact | PowerState
InstrumentReport = InstrumentReading | DeviceUp | DeviceDown


class Instrument(Protocol):
    """Something that is read by asking; it knows its own questions and what to believe."""

    @property
    def name(self) -> str: ...

    @property
    def every(self) -> float:
        """Seconds between two readings."""
        ...

    def read(self, ask: Ask) -> tuple[InstrumentReading, ...] | NoReading:
        """Poll the device; its news, empty where nothing changed. May raise `LineError`."""
        ...

    def lost(self) -> tuple[InstrumentReading, ...]:
        """It counts as gone: forget what was, and say what that means to others."""
        ...


class InstrumentLine(PortOwner):
    """Owns `port` ("/dev/...", a stable name, "tcp://host:port") and reads `instruments`, forever.

    `post` is called on the line's thread and must not block. A device that fails `MISSES` times in a row, or
    whose line is gone, is a `DeviceDown`, posted once; `DeviceUp` comes with the next good reading, before
    its values, which are then told afresh. `within`: seconds that a device has for its answer.
    """

    def __init__(
        self,
        port: str,
        settings: LineSettings,
        instruments: Sequence[Instrument],
        post: Callable[[InstrumentReport], None],
        *,
        within: float = 0.5,
        again: float = AGAIN,
        rarely: float = RARELY,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        if len({instrument.name for instrument in instruments}) != len(instruments):
            raise ValueError(f"two instruments of one name on {port}")
        super().__init__(f"instruments on {port}", lambda: open_port(port, settings), back_off=back_off)
        self._post = post
        self._within = within
        self._again = again
        self._rarely = rarely
        self._watched = [_Watched(instrument, post) for instrument in instruments]

    def _serve(self, line: Transport) -> None:
        asker = Asker(line, within=self._within)
        for watched in self._watched:
            watched.due = 0.0
        while not self._stopping:
            watched = min(self._watched, key=lambda each: each.due)
            if not self._wake.wait(watched.due - time.monotonic()):
                self._read(watched, asker)

    def _read(self, watched: _Watched, asker: Asker) -> None:
        begun = time.monotonic()
        found = watched.instrument.read(asker.ask)
        if not isinstance(found, NoReading):
            self._worked()
            watched.misses = 0
            watched.due = begun + watched.instrument.every
            watched.health.up()
            for reading in found:
                self._post(reading)
            return
        watched.misses += 1
        if watched.misses < MISSES:
            watched.due = time.monotonic() + min(self._again, watched.instrument.every)
        else:
            watched.due = time.monotonic() + self._rarely
            self._gone(watched, found.reason)

    def _lost(self, reason: str) -> None:
        for watched in self._watched:
            self._gone(watched, reason)

    def _gone(self, watched: _Watched, reason: str) -> None:
        if watched.health.down(reason):
            for reading in watched.instrument.lost():
                self._post(reading)


class _Watched:
    def __init__(self, instrument: Instrument, post: Callable[[InstrumentReport], None]) -> None:
        self.instrument = instrument
        self.health = Presence(instrument.name, post, log)
        self.due = 0.0
        self.misses = 0
