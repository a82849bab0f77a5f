"""`[printer]`: the printer of receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kiosk.site.kinds import STRICT, Baud, Text
from kiosk.site.problems import SiteProblem, port_problem


@dataclass(frozen=True, slots=True)
class PrinterSite:
    """`port`: a serial port, `tcp://host:9100` or `file:/dev/usb/lp0`; `paper`: its width in millimetres."""

    port: str
    baud: int = 19200
    paper: int = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTable:
    """`paper`: its width in millimetres."""

    __pydantic_config__ = STRICT
    port: Text
    baud: Baud = 19200
    paper: Literal[58, 80] = 80

    def problems(self) -> Iterator[SiteProblem]:
        if self.port.startswith("file:/"):
            return
        for problem in port_problem("printer.port", self.port):
            yield SiteProblem(problem.where, f'{problem.what}, or "file:/dev/usb/lp0"')

    def build(self) -> PrinterSite:
        return PrinterSite(self.port, self.baud, self.paper)
