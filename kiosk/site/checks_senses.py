"""What can be wrong with what a site file says of sensors, contacts and the printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kiosk.custody.senses.temperature import KNOWN, TemperatureClass
from kiosk.site.building_senses import temperatures
from kiosk.site.checking import doubles, offered, port_problem
from kiosk.site.problems import SiteProblem, found, quoted
from kiosk.site.tables import SiteTable
from kiosk.site.tables_senses import ProbeTable, SensorsTable

TAKEN: Final = ("scanner", "camera", "printer")
"""What other devices are called where they report."""
CHILLED: Final = "chilled"


def check_senses(site: SiteTable) -> Iterator[SiteProblem]:
    wrong = [*_temperatures(site)]
    yield from wrong
    classes = KNOWN if wrong else temperatures(site.temperatures)
    yield from _names(site)
    yield from _printer(site)
    for line in site.sensors:
        yield from _line(site, line, classes)
    yield from _measured(site)
    yield from _services(site, classes)


def _temperatures(site: SiteTable) -> Iterator[SiteProblem]:
    for name, said in site.temperatures.items():
        where = f"temperatures.{name}"
        if said.least is None and said.most is None:
            yield SiteProblem(where, "found no limit; wanted `least`, `most` or both")
        elif said.least is not None and said.most is not None and said.least >= said.most:
            wanted = f"more than `least`, which is {said.least:g}"
            yield SiteProblem(f"{where}.most", found(said.most, wanted))


def _names(site: SiteTable) -> Iterator[SiteProblem]:
    probes = [probe.name for line in site.sensors for probe in line.climate]
    contacts = [contact.name for line in site.sensors for contact in line.contacts]
    yield from doubles("sensors", "a line of this name", (line.name for line in site.sensors))
    yield from doubles("sensors", "this name", (*TAKEN, *probes, *contacts))
    ports = [bus.port for bus in site.buses]
    if site.scanner is not None:
        ports.append(site.scanner.port)
    for line in site.sensors:
        if line.port in ports:
            told = f"found {line.port}, which something else has"
            yield SiteProblem(f'sensors["{line.name}"].port', f"{told}; wanted a port of its own")
        ports.append(line.port)
    if site.printer is not None and site.printer.port in ports:
        told = f"found {site.printer.port}, which something else has"
        yield SiteProblem("printer.port", f"{told}; wanted a port of its own")


def _printer(site: SiteTable) -> Iterator[SiteProblem]:
    if site.printer is None or site.printer.port.startswith("file:/"):
        return
    for problem in port_problem("printer.port", site.printer.port):
        yield SiteProblem(problem.where, f'{problem.what}, or "file:/dev/usb/lp0"')


def _line(
    site: SiteTable, line: SensorsTable, classes: Mapping[str, TemperatureClass]
) -> Iterator[SiteProblem]:
    here = f'sensors["{line.name}"]'
    yield from port_problem(f"{here}.port", line.port)
    if not line.climate and not line.contacts:
        yield SiteProblem(here, "nothing is on it; wanted `climate`, `contacts` or both")
    for probe in line.climate:
        yield from _probe(site, f'{here}.climate["{probe.name}"]', probe, classes)
    taken: dict[int, str] = {}
    for probe in line.climate:
        if (other := taken.setdefault(probe.address, probe.name)) != probe.name:
            told = f'found {probe.address}, which "{other}" has'
            yield SiteProblem(
                f'{here}.climate["{probe.name}"].address', f"{told}; wanted one address a sensor"
            )
    wired: dict[tuple[int, int], str] = {}
    for contact in line.contacts:
        where = f'{here}.contacts["{contact.name}"]'
        if contact.address in taken:
            told = f'found {contact.address}, which the sensor "{taken[contact.address]}" has'
            yield SiteProblem(f"{where}.address", f"{told}; wanted the address of an input board")
        if (other := wired.setdefault((contact.address, contact.channel), contact.name)) != contact.name:
            told = f'found input {contact.channel} of board {contact.address}, which "{other}" has'
            yield SiteProblem(f"{where}.channel", f"{told}; wanted one input a contact")


def _probe(
    site: SiteTable, where: str, probe: ProbeTable, classes: Mapping[str, TemperatureClass]
) -> Iterator[SiteProblem]:
    if probe.temperature not in classes:
        wanted = f"one of the classes {offered(probe.temperature, classes)}"
        yield SiteProblem(f"{where}.temperature", found(probe.temperature, wanted))
    labels = [c.label for column in site.cabinet.columns for c in column.compartments]
    # A machine whose doors nobody has learned has no compartments yet.
    for label in probe.compartments:
        if labels and label not in labels:
            wanted = f"labels of compartments, which are {quoted(labels)}"
            yield SiteProblem(f"{where}.compartments", found(label, wanted))


def _measured(site: SiteTable) -> Iterator[SiteProblem]:
    by: dict[str, str] = {}
    for line in site.sensors:
        for probe in line.climate:
            for label in probe.compartments:
                if label in by:
                    told = f'found compartment "{label}", which "{by[label]}" measures'
                    where = f'sensors["{line.name}"].climate["{probe.name}"].compartments'
                    yield SiteProblem(where, f"{told}; wanted one sensor a compartment")
                by.setdefault(label, probe.name)
    for column in site.cabinet.columns:
        for compartment in column.compartments:
            if CHILLED in compartment.features and compartment.label not in by:
                told = f'found "{CHILLED}", and no sensor measures it'
                where = f'compartments["{compartment.label}"].features'
                yield SiteProblem(where, f"{told}; wanted it among the `compartments` of a sensor")


def _services(site: SiteTable, classes: Mapping[str, TemperatureClass]) -> Iterator[SiteProblem]:
    offers = {probe.temperature for line in site.sensors for probe in line.climate}
    said = [(f'services["{each.name}"]', each) for each in site.services]
    for where, service in (*said, ("defaults", site.defaults)):
        wish = service.temperature
        if wish is not None and wish not in classes:
            wanted = f"one of the classes {offered(wish, classes)}"
            yield SiteProblem(f"{where}.temperature", found(wish, wanted))
        elif wish is not None and wish not in offers:
            told = f'found "{wish}", to which no sensor here keeps a compartment'
            yield SiteProblem(f"{where}.temperature", f"{told}; wanted one of `sensors.climate` with it")
        kept = wish or site.defaults.temperature
        if service.quarantine_on_excursion and kept is None:
            told = "found true, and no `temperature`"
            yield SiteProblem(
                f"{where}.quarantine_on_excursion", f"{told}; wanted the class that its things are kept to"
            )
