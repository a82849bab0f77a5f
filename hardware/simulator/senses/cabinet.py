"""The simulated senses of a site: its climate sensors and contacts line by line, and its receipt printer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hardware.simulator.happenings import (
    ContactMoved,
    PaperLeft,
    PlugMoved,
    SiteHappening,
    SlipCut,
    Warmed,
)
from hardware.simulator.printer.paper import Slip
from hardware.simulator.printer.printer import SimulatedPrinter
from hardware.simulator.senses.climate import SimulatedClimate

PRINTER: Final = "printer"
ROLL: Final = 1000.0
"""Lines on a new roll of paper."""


@dataclass(frozen=True, slots=True)
class ProbePlan:
    """A sensor at a Modbus address, in air of so many degrees Celsius."""

    unit: int
    celsius: float


@dataclass(frozen=True, slots=True)
class ContactPlan:
    unit: int
    channel: int
    closed_when_on: bool = True


@dataclass(frozen=True, slots=True)
class LinePlan:
    """Devices on one Modbus line, by name."""

    probes: Mapping[str, ProbePlan] = field(default_factory=dict)
    contacts: Mapping[str, ContactPlan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SensesPlan:
    lines: Mapping[str, LinePlan] = field(default_factory=dict)
    printer: bool = False


class SimulatedSenses:
    """Simulated sensors by name. Methods are the hand's, for any thread; KeyError for an unknown name."""

    def __init__(self, plan: SensesPlan, folder: Path, happened: Callable[[SiteHappening], None]) -> None:
        self._plan = plan
        self._happened = happened
        self.ports = {name: folder / f"sensors-{name}" for name in plan.lines}
        self.printer_port = folder / "printer" if plan.printer else None
        self._lines = {name: _line(line, self.ports[name]) for name, line in plan.lines.items()}
        self._printer = SimulatedPrinter(link=self.printer_port, on_slip=self._cut) if plan.printer else None
        self._probes = {
            zone: (name, p) for name, line in plan.lines.items() for zone, p in line.probes.items()
        }
        self._contacts = {
            contact: (name, c) for name, line in plan.lines.items() for contact, c in line.contacts.items()
        }

    def start(self) -> None:
        for line in self._lines.values():
            line.start()
        if self._printer is not None:
            self._printer.start()

    def stop(self) -> None:
        if self._printer is not None:
            self._printer.stop()
        for line in self._lines.values():
            line.stop()

    def warm(self, zone: str, celsius: float) -> None:
        """The air of a zone has this temperature from now on."""
        name, probe = self._probes[zone]
        self._lines[name].warm(probe.unit, celsius)
        self._happened(Warmed(zone, celsius))

    def contact(self, contact: str, *, is_open: bool) -> None:
        name, wired = self._contacts[contact]
        self._lines[name].contact(wired.unit, wired.channel, on=wired.closed_when_on is not is_open)
        self._happened(ContactMoved(contact, is_open))

    def paper(self, lines: float) -> None:
        """So much paper is left in the printer; 0 is none."""
        if self._printer is None:
            raise KeyError(PRINTER)
        self._printer.paper(lines)
        self._happened(PaperLeft(lines))

    def has_plug(self, name: str) -> bool:
        return name in self._lines or (name == PRINTER and self._printer is not None)

    def unplug(self, name: str) -> None:
        self._plug(name).unplug()
        self._happened(PlugMoved(name, plugged=False))

    def plug(self, name: str) -> None:
        self._plug(name).plug()
        self._happened(PlugMoved(name, plugged=True))

    def _plug(self, name: str) -> SimulatedClimate | SimulatedPrinter:
        if name == PRINTER and self._printer is not None:
            return self._printer
        return self._lines[name]

    def _cut(self, slip: Slip) -> None:
        self._happened(SlipCut(tuple(slip.lines), len(slip.pictures)))


def _line(plan: LinePlan, link: Path) -> SimulatedClimate:
    channels: dict[int, int] = {}
    for contact in plan.contacts.values():
        channels[contact.unit] = max(8, contact.channel, channels.get(contact.unit, 0))
    line = SimulatedClimate([probe.unit for probe in plan.probes.values()], channels, link=link)
    for probe in plan.probes.values():
        line.warm(probe.unit, probe.celsius)
    for contact in plan.contacts.values():
        line.contact(contact.unit, contact.channel, on=contact.closed_when_on)
    return line
