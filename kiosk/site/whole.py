"""What a site is, once its file was found good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hardware.locks.driver import Bank
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.proofs.attempts import LIMITS, Limit
from kiosk.custody.proofs.factors import Proof
from kiosk.custody.senses.temperature import TemperatureClass
from kiosk.custody.things.services import Service, Timers
from kiosk.custody.words import Audience, ContactKind, Way
from kiosk.site.parts.brand import BrandSite
from kiosk.site.parts.power import NightSite, PowerSite


@dataclass(frozen=True, slots=True)
class BusSite:
    """A line with its boards.

    `port` is a device's path or `tcp://host:port`; `baud` None means what its boards leave the factory with.
    """

    name: str
    port: str
    banks: tuple[Bank, ...]
    baud: int | None = None


@dataclass(frozen=True, slots=True)
class ScannerSite:
    """`trigger`: the kind of commands that make it look; empty where it looks by itself."""

    port: str
    baud: int = 9600
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class CameraSite:
    """`source`: a device's stable path, `folder:DIR` of pictures, or `film:FILE`."""

    source: str


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
class ContactSite:
    """`channel` (from 1) of the input board at `address`; `closed_when_on`: a voltage means all is shut."""

    name: str
    kind: ContactKind
    address: int
    channel: int
    closed_when_on: bool = True


@dataclass(frozen=True, slots=True)
class SensorsSite:
    """A Modbus line with what is on it; `port` as for a bus."""

    name: str
    port: str
    baud: int
    probes: tuple[ProbeSite, ...] = ()
    contacts: tuple[ContactSite, ...] = ()


@dataclass(frozen=True, slots=True)
class PrinterSite:
    """`port`: a serial port, `tcp://host:9100` or `file:/dev/usb/lp0`; `paper`: its width in millimetres."""

    port: str
    baud: int = 19200
    paper: int = 80


@dataclass(frozen=True, slots=True)
class FacesSite:
    """Faces of people who agreed are known here. `one`, `many`, `margin`: as `cubby calibrate faces` says.

    `keep`: seconds after its last use that a face is destroyed. `flashes`: whether the screen's colours are
    a proof of life besides the turns.
    """

    one: float = 0.45
    many: float = 0.42
    margin: float = 0.06
    keep: int = 365 * 86_400
    flashes: bool = True


@dataclass(frozen=True, slots=True)
class ScreenSite:
    """`size`: the window's width and height in pixels where it does not fill the screen."""

    fullscreen: bool = False
    size: tuple[int, int] = (1080, 1920)


@dataclass(frozen=True, slots=True)
class StaffTimers:
    """Seconds without a touch, a scan or a door until signed-in staff are signed out.

    `fresh`: after so many seconds a credential of staff wants a second factor. `revocations`: how old the
    operator's list of what counts no more may be until somebody should look.
    """

    idle: int = 180
    warning: int = 30
    fresh: int | None = None
    revocations: int | None = None


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
    timers: Timers
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
    brand: BrandSite = field(default_factory=BrandSite)
    country: str = ""
    """In ISO 3166, as the file says it; empty where it doesn't."""

    def probes(self) -> tuple[ProbeSite, ...]:
        return tuple(probe for line in self.sensors for probe in line.probes)

    def contacts(self) -> tuple[ContactSite, ...]:
        return tuple(contact for line in self.sensors for contact in line.contacts)
