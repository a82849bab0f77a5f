"""What records payments for the tax office, as the site file says; and copies for auditors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from hardware.fiscal.driver import FiscalDevice, FiscalReport
from hardware.outcomes.devices import DeviceDown, DeviceUp
from kiosk.payments.fiscal.device import SigningFiscal
from kiosk.payments.fiscal.fiscaliser import Fiscaliser, FiscalMessage
from kiosk.payments.fiscal.plain import NoFiscal, NumberedFiscal
from kiosk.site.parts.money.fiscal import FiscalProfile, FiscalSite

FOLDER: Final = "fiscal"
"""In the data folder: what the fiscal device gave for auditors, a file a night."""


def fiscaliser_of(
    site: FiscalSite,
    machine: str,
    given: Callable[[], int],
    post: Callable[[FiscalMessage | DeviceUp | DeviceDown], None],
) -> Fiscaliser:
    """`machine`: the site's id; `given`: how many receipts there are already."""
    match site.profile:
        case FiscalProfile.NONE:
            return NoFiscal()
        case FiscalProfile.DISPLAY:
            return NumberedFiscal(machine, given, post)
        case FiscalProfile.DEVICE:
            return SigningFiscal(partial(_made, site.port), post, post)


def _made(port: str, post: Callable[[FiscalReport], None]) -> FiscalDevice:
    return FiscalDevice(port, post)


def keep_copy(folder: Path, now: datetime, data: bytes) -> Path:
    """Write down what the device gave, whole or not at all; the newest of a day replaces its elders."""
    there = folder / FOLDER
    there.mkdir(mode=0o700, exist_ok=True)
    file = there / f"{now:%Y-%m-%d}.export"
    half = file.with_suffix(".part")
    half.write_bytes(data)
    half.replace(file)
    return file
