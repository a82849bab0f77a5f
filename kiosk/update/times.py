"""Times that were written down, and what the kiosk knows to be past."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.update.installation import write_shared

_KNOWN: Final = "time"


def read_time(file: Path) -> datetime | None:
    """None where there is none, or it can't be read."""
    try:
        told = datetime.fromisoformat(file.read_text("ascii", errors="replace").strip())
    except (OSError, ValueError):
        return None
    return told if told.tzinfo is not None else None


def known_time(state: Path) -> datetime | None:
    """What the kiosk knew to be past when it last looked."""
    return read_time(state / _KNOWN)


def keep_known_time(state: Path, time: datetime) -> None:
    """Raises OSError."""
    write_shared(state / _KNOWN, time.isoformat().encode())
