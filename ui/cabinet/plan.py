"""From a site to what is simulated of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hardware.simulator.site import Ports, SitePlan
from kiosk.site import Site
from kiosk.site.ports import write_with_ports


def plan_of(site: Site) -> SitePlan:
    return SitePlan(
        buses={bus.name: bus.banks for bus in site.buses},
        compartments={c.label: {door.id: door.lock for door in c.doors} for c in site.cabinet.compartments()},
    )


@dataclass(frozen=True, slots=True)
class Announced:
    """The first line of the command's output: where a kiosk finds everything."""

    ports: Ports
    site: Path

    def as_line(self) -> dict[str, object]:
        return {
            "buses": {name: str(path) for name, path in self.ports.buses.items()},
            "scanner": str(self.ports.scanner),
            "camera": str(self.ports.camera),
            "site": str(self.site),
        }


def announce(site: Site, ports: Ports, folder: Path) -> Announced:
    """Write the site file that names the simulated ports; a reader that the site lacks stays lacking."""
    target = folder / "site.toml"
    scanner = ports.scanner if site.scanner is not None else None
    camera = ports.camera if site.camera is not None else None
    write_with_ports(site.path, target, ports.buses, scanner, camera)
    return Announced(ports, target)
