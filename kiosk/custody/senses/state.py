"""What the ledger keeps of temperatures: excursions under way, zones that nobody watches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Excursion:
    """`seconds` and `worst` (tenths of a degree) as they were said last, at `said_at`."""

    temperature: str
    compartments: tuple[str, ...]
    seconds: int
    worst: int
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Nobody has known the temperature for `seconds` at `said_at`."""

    seconds: int
    said_at: datetime
    reason: str = ""
