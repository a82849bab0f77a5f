"""Money: the kiosk's own share between an approval and the unlock, with its journal on the disk."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hardware.outcomes.locks import LockAddress
from kiosk.journeys.handover.screens import TakeParcel, ThankYou
from tests.bench.figure import Figure, percentile
from tests.bench.money import terminal
from tests.visits.money.till import agrees, comes, waits_for, with_terminal

_VISITS: Final = 60


def measure() -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        shares = _visits(Path(folder))
    return (
        *terminal.measure(),
        Figure("approval_to_unlock_p99", round(percentile(shares, 99) * 1000, 2), "ms", 75, "lower"),
    )


def _visits(folder: Path) -> list[float]:
    """Seconds from an approval that the kiosk hears to the order to open its door: the rows are committed in
    between. The terminal's driver and the lock's line have figures of their own."""
    kiosk = with_terminal(folder)
    kiosk.terminal.two_step = True
    shares: list[float] = []
    unlocked: list[float] = []

    def unlock(ticket: int, address: LockAddress) -> None:
        unlocked.append(time.perf_counter())
        kiosk.told.append((ticket, address, True))

    kiosk.unlock = unlock  # type: ignore[method-assign]  # the rig's own reads the whole journal
    try:
        for _ in range(_VISITS):
            comes(kiosk, waits_for(kiosk, 2.5))
            agrees(kiosk)
            told = len(kiosk.told)
            began = time.perf_counter()
            kiosk.terminal_says()
            assert len(kiosk.told) == told + 1
            shares.append(unlocked[-1] - began)
            kiosk.lock_says()
            kiosk.sees(TakeParcel)
            kiosk.closes("12")
            kiosk.terminal_says()
            kiosk.sees(ThankYou)
            kiosk.waits(15)
            kiosk.terminal_says()
    finally:
        kiosk.end()
    return shares
