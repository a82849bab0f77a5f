"""The threads that listen to a site's supplies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.power import PowerState
from hardware.power import epever
from hardware.power.epever import EpeverTracer
from hardware.power.news import Battery
from hardware.power.nut.ups import NutUps
from hardware.power.victron import VictronPort
from hardware.sensors.line import InstrumentLine
from kiosk.site.parts.power import PowerSite, SupplyKind, SupplySite

Device = NutUps | VictronPort | InstrumentLine
Report = PowerState | DeviceUp | DeviceDown


def power_devices(power: PowerSite, post: Callable[[Report], None]) -> list[Device]:
    """One a supply, but chargers on one Modbus line share its thread. `post` is called on their threads."""
    of_kind = {kind: [s for s in power.supplies if s.kind is kind] for kind in SupplyKind}
    upses: list[Device] = [NutUps(s.port, s.ups, post, name=s.name) for s in of_kind[SupplyKind.NUT]]
    talkers: list[Device] = [
        VictronPort(s.port, post, name=s.name, battery=_battery(s)) for s in of_kind[SupplyKind.VICTRON]
    ]
    chargers = sorted(of_kind[SupplyKind.EPEVER], key=lambda s: s.port)
    lines: list[Device] = [
        InstrumentLine(port, epever.SETTINGS, _tracers(there), post)  # type: ignore[arg-type]  # no other readings
        for port, there in groupby(chargers, key=lambda s: s.port)
    ]
    return [*upses, *talkers, *lines]


def _tracers(supplies: Iterable[SupplySite]) -> list[EpeverTracer]:
    return [EpeverTracer(s.name, s.address, battery=_battery(s)) for s in supplies]


def _battery(supply: SupplySite) -> Battery:
    return Battery(supply.low_volts, supply.well_volts)
