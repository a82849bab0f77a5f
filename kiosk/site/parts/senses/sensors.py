"""`[[sensors]]`: a Modbus line with the temperature sensors and contacts on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from kiosk.custody.senses.temperature import TemperatureClass
from kiosk.site.kinds import STRICT, Baud, Label, ModbusAddress, Name, Seconds, Text
from kiosk.site.parts.cabinet.columns import CompartmentTable
from kiosk.site.parts.senses.contacts import ContactSite, ContactTable, contact_problems
from kiosk.site.problems import SiteProblem, doubles, found, offered, port_problem, quoted

CHILLED: Final = "chilled"
"""A compartment with this feature has to be measured."""


@dataclass(frozen=True, slots=True)
class ProbeSite:
    """A temperature sensor: `compartments` whose air it measures, and the limits that this has to keep.

    `address` is its Modbus address, `every` the seconds from one reading to the next.
    """

    name: str
    address: int
    limits: TemperatureClass
    compartments: tuple[str, ...]
    every: int = 10


@dataclass(frozen=True, slots=True)
class SensorsSite:
    """A Modbus line with what is on it; `port` as for a bus."""

    name: str
    port: str
    baud: int
    probes: tuple[ProbeSite, ...] = ()
    contacts: tuple[ContactSite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeTable:
    """A temperature sensor and the compartments whose air it measures. `every`: seconds between readings."""

    __pydantic_config__ = STRICT
    name: Name
    address: ModbusAddress = 1
    temperature: Name
    compartments: Annotated[tuple[Label, ...], Field(min_length=1)]
    every: Annotated[Seconds, Field(ge=1, le=600)] = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorsTable:
    """A Modbus line with what is on it."""

    __pydantic_config__ = STRICT
    name: Name
    port: Text
    baud: Baud = 9600
    climate: tuple[ProbeTable, ...] = ()
    contacts: tuple[ContactTable, ...] = ()


def build_sensors(table: SensorsTable, classes: Mapping[str, TemperatureClass]) -> SensorsSite:
    """`table` has passed the checks."""
    probes = tuple(
        ProbeSite(p.name, p.address, classes[p.temperature], p.compartments, p.every) for p in table.climate
    )
    contacts = tuple(contact.build() for contact in table.contacts)
    return SensorsSite(table.name, table.port, table.baud, probes, contacts)


def temperature_of(lines: Iterable[SensorsTable]) -> dict[str, str]:
    """The class of each compartment whose air is measured, by its label."""
    probes = (probe for line in lines for probe in line.climate)
    return {label: probe.temperature for probe in probes for label in probe.compartments}


def watched(lines: Iterable[SensorsTable]) -> set[str]:
    """The classes that a sensor here watches over."""
    return {probe.temperature for line in lines for probe in line.climate}


def names_on(lines: Iterable[SensorsTable]) -> list[str]:
    """What the sensors and contacts of these lines are called."""
    every = list(lines)
    probes = [probe.name for line in every for probe in line.climate]
    return [*probes, *(contact.name for line in every for contact in line.contacts)]


# --- what can be wrong ----------------------------------------------------------------------------


def name_problems(lines: Collection[SensorsTable], taken: Iterable[str]) -> Iterator[SiteProblem]:
    """`taken`: what other devices are called."""
    yield from doubles("sensors", "a line of this name", (line.name for line in lines))
    yield from doubles("sensors", "this name", (*taken, *names_on(lines)))


def line_problems(
    line: SensorsTable, classes: Collection[str], labels: Collection[str]
) -> Iterator[SiteProblem]:
    """`classes`: of temperature; `labels`: of the compartments, none where nobody has learned them yet."""
    here = f'sensors["{line.name}"]'
    yield from port_problem(f"{here}.port", line.port)
    if not line.climate and not line.contacts:
        yield SiteProblem(here, "nothing is on it; wanted `climate`, `contacts` or both")
    for probe in line.climate:
        yield from _probe(f'{here}.climate["{probe.name}"]', probe, classes, labels)
    taken: dict[int, str] = {}
    for probe in line.climate:
        if (other := taken.setdefault(probe.address, probe.name)) != probe.name:
            told = f'found {probe.address}, which "{other}" has'
            yield SiteProblem(
                f'{here}.climate["{probe.name}"].address', f"{told}; wanted one address a sensor"
            )
    yield from contact_problems(here, line.contacts, taken)


def _probe(
    where: str, probe: ProbeTable, classes: Collection[str], labels: Collection[str]
) -> Iterator[SiteProblem]:
    if probe.temperature not in classes:
        wanted = f"one of the classes {offered(probe.temperature, classes)}"
        yield SiteProblem(f"{where}.temperature", found(probe.temperature, wanted))
    for label in probe.compartments:
        if labels and label not in labels:
            wanted = f"labels of compartments, which are {quoted(labels)}"
            yield SiteProblem(f"{where}.compartments", found(label, wanted))


def measuring_problems(
    lines: Iterable[SensorsTable], compartments: Iterable[CompartmentTable]
) -> Iterator[SiteProblem]:
    """Compartments that two sensors measure, and chilled ones that none does."""
    by: dict[str, str] = {}
    for line in lines:
        for probe in line.climate:
            for label in probe.compartments:
                if label in by:
                    told = f'found compartment "{label}", which "{by[label]}" measures'
                    where = f'sensors["{line.name}"].climate["{probe.name}"].compartments'
                    yield SiteProblem(where, f"{told}; wanted one sensor a compartment")
                by.setdefault(label, probe.name)
    for compartment in compartments:
        if CHILLED in compartment.features and compartment.label not in by:
            told = f'found "{CHILLED}", and no sensor measures it'
            where = f'compartments["{compartment.label}"].features'
            yield SiteProblem(where, f"{told}; wanted it among the `compartments` of a sensor")
