"""The supplies of a simulated site: devices with a battery that speak their own bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hardware.simulator.happenings import PlugMoved, SiteHappening, SupplyMoved
from hardware.simulator.power.epever import SimulatedEpever
from hardware.simulator.power.nut import SimulatedUps
from hardware.simulator.power.victron import SimulatedVictron


class Speaks(StrEnum):
    NUT = "nut"
    VICTRON = "victron"
    EPEVER = "epever"


@dataclass(frozen=True, slots=True)
class SupplyPlan:
    """`ups`: what upsd calls it; `unit`: its address on Modbus; `batteries` of 12 V in a row."""

    speaks: Speaks
    ups: str = ""
    unit: int = 1
    batteries: float = 1.0


_Device = SimulatedUps | SimulatedVictron | SimulatedEpever


class SimulatedSupplies:
    """Simulated supplies by name. Methods are the hand's, for any thread; KeyError for an unknown name."""

    def __init__(
        self, plan: Mapping[str, SupplyPlan], folder: Path, happened: Callable[[SiteHappening], None]
    ) -> None:
        self._happened = happened
        links = {name: folder / f"supply-{name}" for name in plan}
        self._devices = {name: _device(one, links[name]) for name, one in plan.items()}
        self._state = dict.fromkeys(plan, (True, 100.0))
        self.ports = {
            name: device.path if isinstance(device, SimulatedUps) else str(links[name])
            for name, device in self._devices.items()
        }

    def start(self) -> None:
        for device in self._devices.values():
            device.start()

    def stop(self) -> None:
        for device in self._devices.values():
            device.stop()

    def mains(self, name: str, *, on: bool) -> None:
        """The grid is cut or comes back; of a solar site, the sun."""
        device = self._devices[name]
        if isinstance(device, SimulatedUps):
            device.mains(on=on)
        else:
            device.sun(on=on)
        self._tell(name, on, self._state[name][1])

    def charge(self, name: str, percent: float) -> None:
        """The battery has so much left, and the voltage that goes with it. ValueError for what can't be."""
        if not 0 <= percent <= 100:
            raise ValueError(percent)
        self._devices[name].drain(percent)
        self._tell(name, self._state[name][0], percent)

    def has_plug(self, name: str) -> bool:
        return name in self._devices

    def unplug(self, name: str) -> None:
        self._devices[name].unplug()
        self._happened(PlugMoved(name, plugged=False))

    def plug(self, name: str) -> None:
        self._devices[name].plug()
        self._happened(PlugMoved(name, plugged=True))

    def _tell(self, name: str, mains: bool, charge: float) -> None:  # noqa: FBT001  a pair's half
        self._state[name] = (mains, charge)
        self._happened(SupplyMoved(name, mains, charge))


def _device(plan: SupplyPlan, link: Path) -> _Device:
    match plan.speaks:
        case Speaks.NUT:
            return SimulatedUps(plan.ups)
        case Speaks.VICTRON:
            # A battery monitor: a charger alone knows no charge.
            return SimulatedVictron(monitor=True, batteries=plan.batteries, link=link)
        case Speaks.EPEVER:
            return SimulatedEpever(plan.unit, batteries=plan.batteries, link=link)
