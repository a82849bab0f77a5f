"""From a site to what is simulated of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hardware.power.news import LEAD_12V
from hardware.simulator.power.supplies import Speaks, SupplyPlan
from hardware.simulator.senses.cabinet import ContactPlan, LinePlan, ProbePlan, SensesPlan
from hardware.simulator.site import Ports, SitePlan
from kiosk.custody.senses.temperature import TemperatureClass
from kiosk.site.parts.power import SupplySite
from kiosk.site.parts.senses.sensors import SensorsSite
from kiosk.site.ports import write_with_ports
from kiosk.site.whole import Site


def plan_of(site: Site) -> SitePlan:
    supplies = site.power.supplies if site.power is not None else ()
    return SitePlan(
        buses={bus.name: bus.banks for bus in site.buses},
        compartments={c.label: {door.id: door.lock for door in c.doors} for c in site.cabinet.compartments()},
        senses=SensesPlan({line.name: _line(line) for line in site.sensors}, site.printer is not None),
        trigger=site.scanner.trigger if site.scanner is not None else "",
        supplies={supply.name: _supply(supply) for supply in supplies},
        terminals={terminal.name: terminal.kind for terminal in site.terminals},
    )


def _supply(supply: SupplySite) -> SupplyPlan:
    return SupplyPlan(Speaks(supply.kind), supply.ups, supply.address, supply.low_volts / LEAD_12V.low_volts)


def _line(line: SensorsSite) -> LinePlan:
    return LinePlan(
        {probe.name: ProbePlan(probe.address, good(probe.limits)) for probe in line.probes},
        {c.name: ContactPlan(c.address, c.channel, c.closed_when_on) for c in line.contacts},
    )


def good(limits: TemperatureClass) -> float:
    """Degrees Celsius that are well within the limits."""
    match limits.least, limits.most:
        case int(least), int(most):
            return (least + most) // 2 / 10
        case int(least), None:
            return least / 10 + 2
        case None, int(most):
            return most / 10 - 2
        case _:
            return 20.0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The first line of the command's output: where a kiosk finds everything."""

    ports: Ports
    site: Path

    def as_line(self) -> dict[str, object]:
        return {
            "buses": {name: str(path) for name, path in self.ports.buses.items()},
            "scanner": str(self.ports.scanner),
            "badges": str(self.ports.badges),
            "camera": str(self.ports.camera),
            "sensors": {name: str(path) for name, path in self.ports.sensors.items()},
            "supplies": dict(self.ports.supplies),
            "terminals": {name: str(path) for name, path in self.ports.terminals.items()},
            "printer": str(self.ports.printer) if self.ports.printer else None,
            "site": str(self.site),
        }


def announce(site: Site, ports: Ports, folder: Path) -> Whereabouts:
    """Write the site file that names the simulated ports; a reader that the site lacks stays lacking."""
    target = folder / "site.toml"
    scanner = ports.scanner if site.scanner is not None else None
    camera = ports.camera if site.camera is not None else None
    badges = ports.badges if site.badges is not None else None
    write_with_ports(
        site.path,
        target,
        ports.buses,
        scanner,
        camera,
        ports.sensors,
        ports.printer,
        badges,
        ports.supplies,
        ports.terminals,
    )
    return Whereabouts(ports, target)
