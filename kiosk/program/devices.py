"""What a site file names, as devices with threads of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from hardware.outcomes.power import PowerState
from hardware.outcomes.printing import PrinterReport
from hardware.outcomes.senses import SensorReport
from hardware.printers.printer import ReceiptPrinter
from hardware.transport.base import LineSettings
from kiosk.site.parts.printer import PrinterSite
from kiosk.site.parts.senses.sensors import SensorsSite
from kiosk.visits.senses.senses import board_name

if TYPE_CHECKING:
    from hardware.sensors.contacts import ContactBoard
    from hardware.sensors.line import InstrumentLine, InstrumentReport

DOTS: Final = {58: 384, 80: 576}
"""Across papers of so many millimetres."""


def sensor_line(line: SensorsSite, post: Callable[[SensorReport], None]) -> InstrumentLine:
    """All that is on one Modbus line."""
    # Slow to load, and most sites have none.
    from hardware.sensors.climate import XyMd02  # noqa: PLC0415
    from hardware.sensors.line import InstrumentLine  # noqa: PLC0415

    probes = [XyMd02(probe.name, probe.address, every=probe.every) for probe in line.probes]

    def tell(report: InstrumentReport) -> None:
        assert not isinstance(report, PowerState)  # noqa: S101  nothing on this line knows of it
        post(report)

    return InstrumentLine(line.port, LineSettings(line.baud), [*probes, *_boards(line)], tell)


def _boards(line: SensorsSite) -> Iterator[ContactBoard]:
    from hardware.sensors.contacts import ContactBoard, Wired  # noqa: PLC0415  as above

    boards = {board_name(line, contact): contact.address for contact in line.contacts}
    for name, address in boards.items():
        wired = [Wired(c.name, c.channel, c.closed_when_on) for c in line.contacts if c.address == address]
        yield ContactBoard(name, address, wired)


def receipt_printer(printer: PrinterSite, post: Callable[[PrinterReport], None]) -> ReceiptPrinter:
    settings = LineSettings(printer.baud)
    return ReceiptPrinter(printer.port, post, settings=settings, width=DOTS[printer.paper])
