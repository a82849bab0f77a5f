"""`[scanner]` and `[badges]`: the readers of codes and of badges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardware.scanners.triggers import TRIGGERS
from kiosk.site.kinds import STRICT, Baud, Text
from kiosk.site.parts.beside import Beside
from kiosk.site.problems import SiteProblem, found, offered, port_problem


@dataclass(frozen=True, slots=True)
class ScannerSite:
    """`trigger`: commands that make it look; empty where it looks by itself. `beside`: where it is."""

    port: str
    baud: int = 9600
    trigger: str = ""
    beside: Beside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerTable:
    __pydantic_config__ = STRICT
    port: Text
    baud: Baud = 9600
    trigger: Text | None = None
    beside: Beside | None = None

    def problems(self) -> Iterator[SiteProblem]:
        yield from port_problem("scanner.port", self.port)
        if self.trigger is not None and self.trigger not in TRIGGERS:
            wanted = f"one of {offered(self.trigger, TRIGGERS)}"
            yield SiteProblem("scanner.trigger", found(self.trigger, wanted))

    def build(self) -> ScannerSite:
        return ScannerSite(self.port, self.baud, self.trigger or "", self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesTable:
    """`port`: a device's whole path, `tcp://host:port`, or an input device that is taken for us alone."""

    __pydantic_config__ = STRICT
    port: Text
    baud: Baud = 9600

    def problems(self) -> Iterator[SiteProblem]:
        yield from port_problem("badges.port", self.port)

    def build(self) -> ScannerSite:
        return ScannerSite(self.port, self.baud)
