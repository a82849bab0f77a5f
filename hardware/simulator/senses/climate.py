"""Simulated climate sensors and contacts on one pseudo-terminal, and the hand that warms and cools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from hardware.simulator.lines.hand import HandOnLine
from hardware.simulator.lines.modbus import ModbusSlave, SlaveTiming


class XyMd02Probe(ModbusSlave):
    """An XY-MD02: register 1 is tenths of a degree, register 2 tenths of a percent."""

    def __init__(
        self, unit: int, celsius: float = 5.0, percent: float = 45.0, timing: SlaveTiming | None = None
    ) -> None:
        super().__init__(unit, timing)
        self.show(celsius, percent)

    def show(self, celsius: float, percent: float) -> None:
        self.registers = {1: round(celsius * 10) & 0xFFFF, 2: round(percent * 10) & 0xFFFF}

    @property
    def percent(self) -> float:
        return self.registers[2] / 10


class InputBoard(ModbusSlave):
    """Digital inputs; all on (closed) at first."""

    def __init__(self, unit: int, channels: int = 8, timing: SlaveTiming | None = None) -> None:
        super().__init__(unit, timing)
        self.inputs = dict.fromkeys(range(channels), True)


class SimulatedClimate(HandOnLine):
    """Probes by their addresses, and input boards with so many channels, on one wire and one pseudo-terminal.

    Every method is a hand's and may be called from any thread; KeyError for what isn't there.
    """

    def __init__(
        self,
        probes: Sequence[int] = (1,),
        boards: Mapping[int, int] | None = None,
        *,
        link: Path | None = None,
        timing: SlaveTiming | None = None,
        seed: int = 0,
    ) -> None:
        self._probes = {unit: XyMd02Probe(unit, timing=timing) for unit in probes}
        self._boards = {unit: InputBoard(unit, n, timing) for unit, n in (boards or {}).items()}
        self._slaves: dict[int, ModbusSlave] = {**self._probes, **self._boards}
        super().__init__(list(self._slaves.values()), link=link, seed=seed)

    def warm(self, unit: int, celsius: float, percent: float | None = None) -> None:
        """The air at a probe has this temperature from now on, and this humidity."""
        with self._line.lock:
            probe = self._probes[unit]
            probe.show(celsius, probe.percent if percent is None else percent)

    def contact(self, unit: int, channel: int, *, on: bool) -> None:
        with self._line.lock:
            inputs = self._boards[unit].inputs
            if channel - 1 not in inputs:
                raise KeyError(channel)
            inputs[channel - 1] = on

    def silence(self, unit: int, *, on: bool) -> None:
        """The device drops out, or is back."""
        with self._line.lock:
            self._slaves[unit].silent = on
