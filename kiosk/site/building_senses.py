"""Sensors, contacts and the printer: from a file's tables to values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.custody.senses.temperature import KNOWN, TemperatureClass
from kiosk.site.tables import SiteTable
from kiosk.site.tables_senses import PrinterTable, SensorsTable, TemperatureTable
from kiosk.site.whole import ContactSite, PrinterSite, ProbeSite, SensorsSite


def temperatures(said: Mapping[str, TemperatureTable]) -> dict[str, TemperatureClass]:
    """Every class that there is here: Cubby's, and what the site changes and adds."""
    return {**KNOWN, **{name: _class(name, table) for name, table in said.items()}}


def _class(name: str, table: TemperatureTable) -> TemperatureClass:
    times = {"grace": table.grace, "unwatched": table.unwatched}
    spoken = {key: seconds for key, seconds in times.items() if seconds is not None}
    return TemperatureClass(name, _tenths(table.least), _tenths(table.most), **spoken)


def _tenths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10)


def temperature_of(lines: Iterable[SensorsTable]) -> dict[str, str]:
    """The class of each compartment whose air is measured."""
    probes = (probe for line in lines for probe in line.climate)
    return {label: probe.temperature for probe in probes for label in probe.compartments}


def build_sensors(site: SiteTable) -> tuple[SensorsSite, ...]:
    """`site` has passed the checks."""
    classes = temperatures(site.temperatures)
    return tuple(_line(line, classes) for line in site.sensors)


def _line(line: SensorsTable, classes: Mapping[str, TemperatureClass]) -> SensorsSite:
    probes = tuple(
        ProbeSite(p.name, p.address, classes[p.temperature], p.compartments, p.every) for p in line.climate
    )
    contacts = tuple(
        ContactSite(c.name, c.kind, c.address, c.channel, c.closed_when_on) for c in line.contacts
    )
    return SensorsSite(line.name, line.port, line.baud, probes, contacts)


def build_printer(table: PrinterTable | None) -> PrinterSite | None:
    return PrinterSite(table.port, table.baud, table.paper) if table else None
