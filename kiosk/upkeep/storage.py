"""How the disk and the journal on it do; the journal's file itself is not opened."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from kiosk.journal.connection import FILE
from kiosk.journeys.machine.seen import StorageSeen

_WORN: Final = 10
"""An eMMC says in tenths of its life how far it is worn (JEDEC, EXT_CSD 268 and 269)."""


def look(known: StorageSeen, data: Path, sys: Path = Path("/sys")) -> StorageSeen:
    """What the journal knows of itself, with what its disk says. Raises OSError."""
    usage = shutil.disk_usage(data)
    files = (data / name for name in (FILE, f"{FILE}-wal"))
    size = sum(file.stat().st_size for file in files if file.exists())
    return replace(known, free=usage.free, total=usage.total, journal=size, worn=_worn(data, sys))


def _worn(data: Path, sys: Path) -> int:
    number = data.stat().st_dev
    block = (sys / "dev/block" / f"{os.major(number)}:{os.minor(number)}").resolve()
    for place in (block, block.parent):  # a partition is below its disk
        try:
            told = (place / "device/life_time").read_text().split()
            return min(100, _WORN * max(int(word, 16) for word in told))
        except (OSError, ValueError):
            pass
    return -1
