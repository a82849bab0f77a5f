"""EPever Tracer, a solar charger over Modbus RTU: 115200 8N1, address 1 from the factory."""

from __future__ import annotations

import time
from collections.abc import Callable

from hardware.modbus.asker import Ask
from hardware.modbus.frames import Function
from hardware.modbus.reading import NoReading, Request, Values, signed_pair
from hardware.outcomes.power import PowerSource, PowerState
from hardware.power.news import LEAD_12V, Battery, News, percent, unknown
from hardware.transport.base import LineSettings

SETTINGS = LineSettings(115200)
_UNDER_VOLTAGE, _OVER_DISCHARGED = 2, 3
"""values of D3-0 of the battery's status"""


class EpeverTracer:
    """An instrument for an `InstrumentLine`: reads the battery every `every` seconds.

    The sun carries the cabinet while current flows into the battery, or the charger charges without any.
    `low` is the voltage's word or the charger's (under voltage, over discharged). How long the battery lasts
    is unknown.
    """

    def __init__(
        self,
        name: str = "solar",
        address: int = 1,
        *,
        battery: Battery = LEAD_12V,
        every: float = 5.0,
        period: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.every = every
        self._battery = battery
        self._clock = clock
        # Three lengths: a late answer to one question can't be taken for another's.
        self._charge = Request(address, Function.READ_INPUT_REGISTERS, 0x311A, 1)
        self._status = Request(address, Function.READ_INPUT_REGISTERS, 0x3200, 2)
        self._flow = Request(address, Function.READ_INPUT_REGISTERS, 0x331A, 3)
        self._low = False
        self._news = News(period)

    def read(self, ask: Ask) -> tuple[PowerState, ...] | NoReading:
        answers: list[Values] = []
        for question in (self._charge, self._status, self._flow):
            found = ask(question)
            if isinstance(found, NoReading):
                return found
            answers.append(found)
        state = self._state(*answers)
        if isinstance(state, NoReading):
            return state
        self._low = state.low
        return (state,) if self._news.is_news(state, self._clock()) else ()

    def lost(self) -> tuple[PowerState, ...]:
        self._low = False
        self._news.forget()
        return (unknown(self.name, "no answer"),)

    def _state(self, charge: Values, status: Values, flow: Values) -> PowerState | NoReading:
        volts, amps = flow[0] / 100, signed_pair(flow[1], flow[2]) / 100
        if not 5 <= volts <= 80 or abs(amps) > 200 or charge[0] > 100:
            return NoReading(f"{volts:.1f} V, {amps:+.1f} A and {charge[0]} % make no battery")
        is_charging = status[1] >> 2 & 3 != 0
        weak = status[0] & 0xF in {_UNDER_VOLTAGE, _OVER_DISCHARGED}
        return PowerState(
            self.name,
            PowerSource.MAINS if amps > 0 or (is_charging and amps == 0) else PowerSource.BATTERY,
            percent(charge[0]),
            None,
            weak or self._battery.is_low(volts, before=self._low),
            f"{volts:.1f} V, {amps:+.1f} A",
        )
