"""XY-MD02: temperature and humidity (an SHT20) over Modbus RTU, 9600 8N1, address 1 from the factory."""

from __future__ import annotations

import time
from collections.abc import Callable

from hardware.modbus.asker import Ask
from hardware.modbus.frames import Function
from hardware.modbus.reading import NoReading, Request, signed
from hardware.outcomes.senses import Climate
from hardware.sensors.belief import Belief

_DRIEST, _WETTEST = 0.1, 120.0
"""percent that a probe can say; the air has 100 at most"""


class XyMd02:
    """One sensor at `address`, read every `every` seconds.

    A `Climate` is told when it differs from the one told last, and every `period` seconds. Believed are
    -40 to 80 degrees; a jump of more than 5 degrees has to be confirmed by the next reading. Humidity never
    costs a good temperature: what a wet sensor says above 100 % is 100 %, and while a jump of more than 20 %
    is not confirmed the humidity before it is told. Outside 0.1 to 120 % the registers make no sense at all
    (an SHT20 counts to 119 %; 0.0 % is what a board says whose probe fell off): no reading.
    """

    def __init__(
        self,
        name: str,
        address: int = 1,
        *,
        every: float = 10.0,
        period: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.every = every
        self._period = period
        self._clock = clock
        self._question = Request(address, Function.READ_INPUT_REGISTERS, 1, 2)
        self._celsius = Belief(-40.0, 80.0, 5.0)
        self._percent = Belief(0.1, 100.0, 20.0)
        self._told: Climate | None = None
        self._told_at = 0.0

    def read(self, ask: Ask) -> tuple[Climate, ...] | NoReading:
        found = ask(self._question)
        if isinstance(found, NoReading):
            return found
        celsius, percent = signed(found[0]) / 10, found[1] / 10
        if not _DRIEST <= percent <= _WETTEST:
            return NoReading(f"{percent:.1f} % is no humidity")
        if doubt := self._celsius.doubt(celsius):
            return NoReading(doubt)
        percent = min(percent, 100.0)
        self._percent.doubt(percent)
        held = self._percent.held()
        climate = Climate(self.name, celsius, percent if held is None else held)
        now = self._clock()
        if climate == self._told and now < self._told_at + self._period:
            return ()
        self._told, self._told_at = climate, now
        return (climate,)

    def lost(self) -> tuple[()]:
        self._told = None
        self._celsius.forget()
        self._percent.forget()
        return ()
