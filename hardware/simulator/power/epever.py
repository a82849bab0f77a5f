"""A simulated EPever Tracer on a pseudo-terminal."""

from __future__ import annotations

from pathlib import Path

from hardware.simulator.lines.hand import HandOnLine
from hardware.simulator.lines.modbus import ModbusSlave, SlaveTiming
from hardware.simulator.power.battery import SimulatedBattery

_BULK = 2 << 2
"""charging status: boost"""


class EpeverSlave(ModbusSlave):
    """A Tracer's registers of battery and sun, always as the supply is now."""

    def __init__(self, supply: SimulatedBattery, unit: int = 1, timing: SlaveTiming | None = None) -> None:
        super().__init__(unit, timing)
        self.supply = supply

    def receive(self, data: bytes, now: float) -> None:
        self.registers = self._shown()
        super().receive(data, now)

    def _shown(self) -> dict[int, int]:
        supply = self.supply
        sun = (1835, 170, 3120, 0) if supply.on_mains else (10, 0, 0, 0)
        amps = round(supply.amps * 100) & 0xFFFF_FFFF
        return {
            **dict(zip(range(0x3100, 0x3104), sun, strict=True)),
            0x311A: round(supply.charge),
            0x331A: round(supply.volts * 100),
            0x331B: amps & 0xFFFF,
            0x331C: amps >> 16,
            0x3200: 2 if supply.is_low else 0,
            0x3201: 1 | (_BULK if supply.on_mains else 0),
            0x3202: 1,
        }


class SimulatedEpever(HandOnLine):
    """One Tracer on a pseudo-terminal. Every method is a hand's and may be called from any thread."""

    def __init__(
        self,
        unit: int = 1,
        *,
        batteries: float = 1.0,
        link: Path | None = None,
        timing: SlaveTiming | None = None,
        seed: int = 0,
    ) -> None:
        self._slave = EpeverSlave(
            SimulatedBattery(batteries=batteries), unit, timing or SlaveTiming(byte=10 / 115200)
        )
        super().__init__([self._slave], link=link, seed=seed)

    def sun(self, *, on: bool) -> None:
        with self._line.lock:
            self._slave.supply.on_mains = on

    def drain(self, charge: float) -> None:
        """The battery has this many percent left, and the voltage that goes with it."""
        with self._line.lock:
            self._slave.supply.charge = charge

    def silence(self, *, on: bool) -> None:
        with self._line.lock:
            self._slave.silent = on
