"""The shape of a site file and of a service file: one dataclass a table, its fields the keys.

Ranges and patterns stand here; what needs two keys to be seen stands in `checks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from hardware.locks.driver import Polarity
from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.things.services import PinScheme
from kiosk.site.kinds import (
    STRICT,
    Baud,
    Channel,
    Country,
    FaceTerm,
    Label,
    Language,
    Length,
    Name,
    Offset,
    Pixels,
    Seconds,
    Text,
)
from kiosk.site.parts.attempts import AttemptsTable
from kiosk.site.parts.brand import BrandTable
from kiosk.site.parts.power import NightTable, PowerTable
from kiosk.site.tables_proof import BadgesTable, DelegationTable, ProofTable
from kiosk.site.tables_senses import PrinterTable, SensorsTable, TemperatureTable


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeTable:
    """Centimetres inside."""

    __pydantic_config__ = STRICT
    width: Length
    height: Length
    depth: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTable:
    __pydantic_config__ = STRICT
    bank: Name
    channel: Channel
    face: Face = Face.FRONT


@dataclass(frozen=True, slots=True, kw_only=True)
class CompartmentTable:
    """One front door as `bank` and `channel`, or any doors as `doors`. `gap`: what is left free above it."""

    __pydantic_config__ = STRICT
    label: Label
    size: Name
    height: Length | None = None
    gap: Offset = 0
    features: tuple[Name, ...] = ()
    bank: Name | None = None
    channel: Channel | None = None
    doors: tuple[DoorTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTable:
    """From the top down; it begins at the cabinet's top and right of the column before it unless it says."""

    __pydantic_config__ = STRICT
    width: Length
    left: Offset | None = None
    top: Offset | None = None
    compartments: tuple[CompartmentTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelTable:
    __pydantic_config__ = STRICT
    left: Offset
    bottom: Offset
    width: Length
    height: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetTable:
    """`frame`: the steel at both sides and on top; `wall`: the sheet between two compartments."""

    __pydantic_config__ = STRICT
    height: Length
    panel: PanelTable
    columns: tuple[ColumnTable, ...] = ()
    frame: Offset = 2
    wall: Offset = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTable:
    """`settings`: what the board's maker knows beyond the rest; `hardware/locks/registry.py` has them."""

    __pydantic_config__ = STRICT
    name: Name
    board: Text
    address: Annotated[int, Field(ge=0, le=255)]
    channels: Channel
    polarity: Polarity = Polarity.SHORT_WHEN_LOCKED
    patience: Annotated[float, Field(ge=1, le=20)] = 1.0
    settings: dict[Name, int | Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BusTable:
    __pydantic_config__ = STRICT
    name: Name
    port: Text
    banks: Annotated[tuple[BankTable, ...], Field(min_length=1)]
    baud: Baud | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerTable:
    __pydantic_config__ = STRICT
    port: Text
    baud: Baud = 9600
    trigger: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTable:
    __pydantic_config__ = STRICT
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesTable:
    """Distances of faces; no site may be looser than these, nor keep a face for longer than three years."""

    __pydantic_config__ = STRICT
    one: Annotated[float, Field(ge=0.2, le=0.5)] = 0.45
    many: Annotated[float, Field(ge=0.2, le=0.45)] = 0.42
    margin: Annotated[float, Field(ge=0.03, le=0.3)] = 0.06
    keep: FaceTerm = 365 * 86_400
    flashes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenTable:
    __pydantic_config__ = STRICT
    fullscreen: bool = False
    size: tuple[Pixels, Pixels] = (1080, 1920)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimersTable:
    __pydantic_config__ = STRICT
    idle: Seconds | None = None
    warning: Seconds | None = None
    thanks: Seconds | None = None
    quick_close: Annotated[float, Field(ge=0, le=60)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTable:
    __pydantic_config__ = STRICT
    idle: Seconds | None = None
    warning: Seconds | None = None
    fresh: Seconds | None = None
    revocations: Seconds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsTable:
    """What holds for every service that does not say otherwise."""

    __pydantic_config__ = STRICT
    pin: PinScheme | None = None
    retention: Seconds | None = None
    forget_after: Seconds | None = None
    notifies: bool | None = None
    reopen_grace: Seconds | None = None
    reopenings: Annotated[int, Field(ge=0, le=9)] | None = None
    remind_after: Seconds | None = None
    reminders: Annotated[int, Field(ge=0, le=20)] | None = None
    two_people: bool | None = None
    temperature: Name | None = None
    quarantine_on_excursion: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTable(DefaultsTable):
    __pydantic_config__ = STRICT
    name: Name
    proof: ProofTable = field(default_factory=ProofTable)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTable:
    __pydantic_config__ = STRICT
    id: Name
    operator: Text
    principal: Name
    phone: Text
    time_zone: Text
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
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
    brand: BrandTable = field(default_factory=BrandTable)
    attempts: AttemptsTable = field(default_factory=AttemptsTable)
    country: Country | None = None
