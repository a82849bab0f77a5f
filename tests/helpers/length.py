"""How long campaigns go on: a share of them in each change, all of them where `CUBBY_LONG` is set."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

LONG = bool(os.environ.get("CUBBY_LONG"))
T = TypeVar("T")


def share(of: Iterable[T], turn: int, parts: int) -> list[T]:
    """Every `parts`-th of them, from another one on in each `turn`: walks side by side share the work."""
    return list(of) if LONG else [one for at, one in enumerate(of) if (at + turn) % parts == 0]
