"""What every event of the journal is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """The parent of all; `v` is the version of the fields."""

    v: ClassVar[int] = 1
