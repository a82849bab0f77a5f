"""Reports of the receipt printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.outcomes.devices import DeviceDown, DeviceUp


class PrintFault(StrEnum):
    OFFLINE = "offline"
    """not there, not answering, its cover open"""
    NO_PAPER = "no-paper"
    BUSY = "busy"
    """too many receipts wait already"""
    LETTERS = "letters"
    """this machine has no font for the text"""
    STOPPED = "stopped"
    """the program stops"""


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer has it on paper, or, where it can't be asked, took every byte."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """`begun`: a part of it may hang out of the printer."""

    reason: PrintFault
    begun: bool = False


PrintOutcome = Printed | NotPrinted


@dataclass(frozen=True, slots=True)
class PrintDone:
    """The answer to one `ReceiptPrinter.print(ticket, receipt)`; exactly one is posted for each."""

    ticket: int
    outcome: PrintOutcome


PrinterReport = PrintDone | DeviceUp | DeviceDown
