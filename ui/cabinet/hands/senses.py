"""What the cabinet's window knows of zones, contacts and the printer, and what hands do to them."""

# ruff: noqa: N815  QML calls them by these names
from __future__ import annotations

from typing import Any, Final, assert_never

from PySide6.QtCore import Property, QObject, Signal, Slot

from hardware.simulator.happenings import ContactMoved, PaperLeft, SenseHappening, SlipCut, Warmed
from hardware.simulator.senses.cabinet import ROLL, SimulatedSenses
from kiosk.site.whole import Site
from ui.cabinet.plan import good

STEP: Final = 4.0
"""Degrees by which a click warms or cools."""


class SenseHands(QObject):
    """What QML sees of the simulated senses. Lives in the main thread."""

    changed = Signal()

    def __init__(self, site: Site, simulated: SimulatedSenses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._simulated = simulated
        self._limits = {probe.name: probe.limits for probe in site.probes()}
        self._celsius = {probe.name: good(probe.limits) for probe in site.probes()}
        self._open = {contact.name: False for contact in site.contacts()}
        self._has_printer = site.printer is not None
        self._paper = ROLL

    @Slot(str, float)
    def warm(self, zone: str, degrees: float) -> None:
        """So much warmer, or colder."""
        self._simulated.warm(zone, max(-40.0, min(80.0, self._celsius[zone] + degrees)))

    @Slot(str)
    def touch(self, contact: str) -> None:
        """Open it, or shut it."""
        self._simulated.contact(contact, is_open=not self._open[contact])

    @Slot()
    def paper(self) -> None:
        """Take the roll out of the printer, or put a new one in."""
        self._simulated.paper(0.0 if self._paper > 0 else ROLL)

    def hear(self, happening: SenseHappening) -> None:
        match happening:
            case Warmed(zone, celsius):
                self._celsius[zone] = celsius
            case ContactMoved(contact, is_open):
                self._open[contact] = is_open
            case PaperLeft(lines):
                self._paper = lines
            case SlipCut():
                pass
            case _:
                assert_never(happening)
        self.changed.emit()

    def _zones(self) -> list[dict[str, Any]]:
        return [
            {"name": zone, "celsius": celsius, "good": self._limits[zone].off(round(celsius * 10)) == 0}
            for zone, celsius in self._celsius.items()
        ]

    zones = Property(list, _zones, notify=changed)
    contacts = Property(
        list, lambda self: [{"name": n, "open": o} for n, o in self._open.items()], notify=changed
    )
    any = Property(bool, lambda self: bool(self._celsius or self._open or self._has_printer), notify=changed)
    step = Property(float, lambda _self: STEP, notify=changed)
    hasPrinter = Property(bool, lambda self: self._has_printer, notify=changed)
    hasPaper = Property(bool, lambda self: self._paper > 0, notify=changed)


def sentence(happening: SenseHappening) -> str:
    """What happened, for a person who watches."""
    match happening:
        case Warmed(zone, celsius):
            return f"In {zone} it is {celsius:.1f} °C now."
        case ContactMoved(contact, is_open):
            return f"The contact {contact} is {'open' if is_open else 'shut'}."
        case PaperLeft(lines):
            return "There is paper in the printer." if lines > 0 else "The printer's paper is taken out."
        case SlipCut(lines, pictures):
            words = ", ".join(line for line in lines if line.strip())
            return f"The printer cut a receipt: {words or f'{pictures} pictures'}."
        case _:
            assert_never(happening)
