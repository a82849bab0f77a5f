"""The whole of a site file: the list of its tables, and the site that they make."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Protocol, runtime_checkable

from pydantic import Field

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.money.tax import Taxes
from kiosk.custody.proofs.attempts import LIMITS, Limit
from kiosk.custody.proofs.factors import Proof
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.things.services import Service, ServiceTimers
from kiosk.custody.words import Audience, Way
from kiosk.site.carriers.folder import CarriersSite, carriers_of
from kiosk.site.kinds import STRICT, Name, Text
from kiosk.site.parts.attempts import AttemptsTable
from kiosk.site.parts.beside import Beside
from kiosk.site.parts.brand import BrandSite, BrandTable, build_brand
from kiosk.site.parts.buses import BusSite, BusTable, locks_of
from kiosk.site.parts.cabinet.cabinet import CabinetTable, build_cabinet
from kiosk.site.parts.cabinet.sizes import SizeTable
from kiosk.site.parts.camera import CameraSite, CameraTable
from kiosk.site.parts.faces import FacesSite, FacesTable
from kiosk.site.parts.hours import HoursTable, build_calendar
from kiosk.site.parts.link import LinkSite, LinkTable
from kiosk.site.parts.machine import MachineTable
from kiosk.site.parts.money.fiscal import FiscalSite, FiscalTable
from kiosk.site.parts.money.rates import MoneyTable
from kiosk.site.parts.money.terminals import TerminalSite, TerminalTable, build_terminals
from kiosk.site.parts.night import NightSite, NightTable
from kiosk.site.parts.power import PowerSite, PowerTable
from kiosk.site.parts.printer import PrinterSite, PrinterTable
from kiosk.site.parts.proofs import DelegationTable, ProofTable
from kiosk.site.parts.readers import BadgesTable, ScannerSite, ScannerTable
from kiosk.site.parts.screen import ScreenSite, ScreenTable
from kiosk.site.parts.senses.contacts import ContactSite
from kiosk.site.parts.senses.sensors import (
    ProbeSite,
    SensorsSite,
    SensorsTable,
    build_sensors,
    temperature_of,
)
from kiosk.site.parts.senses.temperatures import TemperatureTable, build_temperatures
from kiosk.site.parts.services import DefaultsTable, ServiceTable, build_service, service_pictures
from kiosk.site.parts.speech import SpeechSite, SpeechTable
from kiosk.site.parts.timers import StaffTable, StaffTimers, TimersTable, UpdateSite, UpdateTable


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTable(MachineTable):
    """The list of the tables. One with `problems()` is checked by it, one with `build()` is built by it."""

    __pydantic_config__ = STRICT
    sizes: Annotated[dict[Name, SizeTable], Field(min_length=1)]
    cabinet: CabinetTable
    buses: Annotated[tuple[BusTable, ...], Field(min_length=1)]
    services: Annotated[tuple[ServiceTable, ...], Field(min_length=1)]
    scanner: ScannerTable | None = None
    camera: CameraTable | None = None
    printer: PrinterTable | None = None
    sensors: tuple[SensorsTable, ...] = ()
    temperatures: dict[Name, TemperatureTable] = field(default_factory=dict)
    faces: FacesTable | None = None
    screen: ScreenTable = field(default_factory=ScreenTable)
    defaults: DefaultsTable = field(default_factory=DefaultsTable)
    timers: TimersTable = field(default_factory=TimersTable)
    staff: StaffTable = field(default_factory=StaffTable)
    proof: ProofTable = field(default_factory=ProofTable)
    badges: BadgesTable | None = None
    delegation: DelegationTable | None = None
    reserve: dict[Name, Annotated[int, Field(ge=0)]] = field(default_factory=dict)
    power: PowerTable | None = None
    night: NightTable | None = None
    link: LinkTable = field(default_factory=LinkTable)
    hours: HoursTable | None = None
    speech: SpeechTable | None = None
    brand: BrandTable = field(default_factory=BrandTable)
    attempts: AttemptsTable = field(default_factory=AttemptsTable)
    update: UpdateTable = field(default_factory=UpdateTable)
    carriers: Text | None = None
    terminals: tuple[TerminalTable, ...] = ()
    money: MoneyTable = field(default_factory=MoneyTable)
    fiscal: FiscalTable = field(default_factory=FiscalTable)


@dataclass(frozen=True, slots=True)
class Site:
    """`languages[0]` is spoken first. `reserve`: free compartments of a size that smaller things leave alone.

    `cabinet.sizes` go from the smallest to the largest. `digest` is the SHA-256, in hex, of everything said
    here, whatever the file's layout and comments; `path` is not part of it. `proof`: the least that is asked.
    """

    path: Path
    id: str
    operator: str
    principal: str
    phone: str
    time_zone: str
    languages: tuple[str, ...]
    cabinet: Cabinet
    buses: tuple[BusSite, ...]
    scanner: ScannerSite | None
    camera: CameraSite | None
    printer: PrinterSite | None
    sensors: tuple[SensorsSite, ...]
    faces: FacesSite | None
    screen: ScreenSite
    services: Mapping[str, Service]
    timers: ServiceTimers
    staff: StaffTimers
    reserve: Mapping[str, int]
    digest: str
    limits: Mapping[tuple[Way, Audience], Limit] = field(default_factory=lambda: dict(LIMITS))
    """How fast each way takes attempts."""
    proof: Proof = field(default_factory=Proof)
    badges: ScannerSite | None = None
    delegation_hours: int | None = None
    power: PowerSite | None = None
    night: NightSite | None = None
    link: LinkSite = field(default_factory=LinkSite)
    speech: SpeechSite | None = None
    brand: BrandSite = field(default_factory=BrandSite)
    hours: Calendar = field(default_factory=Calendar)
    carriers: CarriersSite = field(default_factory=CarriersSite)
    terminals: tuple[TerminalSite, ...] = ()
    update: UpdateSite = field(default_factory=UpdateSite)
    money: Taxes = field(default_factory=Taxes)
    fiscal: FiscalSite = field(default_factory=FiscalSite)

    @property
    def reads_at(self) -> Beside | None:
        """On which side of the screen codes are read: by the scanner, else by the camera."""
        reader = self.scanner or self.camera
        return None if reader is None else reader.beside

    country: str = ""
    """In ISO 3166, as the file says it; empty where it doesn't."""
    currency: str = ""
    """In ISO 4217, in which people pay here; empty where the file doesn't say it."""
    pictures: Mapping[str, Path] = field(default_factory=dict)
    """Of services, by their names here, where they have one."""

    def probes(self) -> tuple[ProbeSite, ...]:
        return tuple(probe for line in self.sensors for probe in line.probes)

    def contacts(self) -> tuple[ContactSite, ...]:
        return tuple(contact for line in self.sensors for contact in line.contacts)


@runtime_checkable
class Builds(Protocol):
    """A table that needs no other one to become its value."""

    def build(self) -> object: ...


TOGETHER: Final = frozenset(
    {
        "cabinet",
        "sensors",
        "services",
        "brand",
        "carriers",
        "country",
        "currency",
        "hours",
        "pictures",
        "terminals",
    }
)
"""What is built out of more than the table of its key."""


def build_site(path: Path, table: SiteTable, files: Mapping[str, ServiceRules], digest: str) -> Site:
    """`table` has passed the checks; `path` is its file, where the logo is looked for; `files` are the rules
    of the service files with steps that it names."""
    least = table.proof.build()
    classes = build_temperatures(table.temperatures)
    keys = {each.name for each in dataclasses.fields(table)} & {
        each.name for each in dataclasses.fields(Site)
    }
    alone: dict[str, Any] = {key: _built(getattr(table, key)) for key in keys - TOGETHER}
    return Site(
        path=path,
        digest=digest,
        cabinet=build_cabinet(
            table.cabinet, table.sizes, locks_of(table.buses), temperature_of(table.sensors)
        ),
        sensors=tuple(build_sensors(line, classes) for line in table.sensors),
        services={
            each.name: build_service(each, table.defaults, least, table.principal, files)
            for each in table.services
        },
        pictures=service_pictures(table.services, path),
        brand=build_brand(table.brand, path.parent),
        carriers=carriers_of(path.parent / table.carriers if table.carriers else None),
        delegation_hours=table.delegation.hours if table.delegation else None,
        limits=table.attempts.build(),
        country=table.country or "",
        currency=table.currency or "",
        terminals=build_terminals(table.terminals, table.currency, path.parent),
        hours=build_calendar(table.hours, table.time_zone),
        **alone,
    )


def _built(said: object) -> object:
    if isinstance(said, tuple):
        return tuple(_built(each) for each in said)
    return said.build() if isinstance(said, Builds) else said
