"""What a site is, once its file was found good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hardware.locks.driver import Bank
from kiosk.custody.cabinet import Cabinet
from kiosk.custody.services import Service, Timers


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
    port: str
    baud: int = 9600


@dataclass(frozen=True, slots=True)
class CameraSite:
    """`source`: a device's stable path, `folder:DIR` of pictures, or `film:FILE`."""

    source: str


@dataclass(frozen=True, slots=True)
class ScreenSite:
    """`size`: the window's width and height in pixels where it does not fill the screen."""

    fullscreen: bool = False
    size: tuple[int, int] = (1080, 1920)


@dataclass(frozen=True, slots=True)
class StaffTimers:
    """Seconds without a touch, a scan or a door until signed-in staff are signed out."""

    idle: int = 180
    warning: int = 30


@dataclass(frozen=True, slots=True)
class Site:
    """`languages[0]` is spoken first. `reserve`: free compartments of a size that smaller things leave alone.

    `cabinet.sizes` go from the smallest to the largest. `digest` is the SHA-256, in hex, of everything said
    here, whatever the file's layout and comments; `path` is not part of it.
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
    screen: ScreenSite
    services: Mapping[str, Service]
    timers: Timers
    staff: StaffTimers
    reserve: Mapping[str, int]
    digest: str
