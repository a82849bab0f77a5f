"""Durable appends beside bare SQLite with the same pragmas on the same disk."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.figure import Figure
from tests.bench.journal import measure_appends


def measure() -> Sequence[Figure]:
    measured = measure_appends()
    return (
        Figure("appends_a_second", round(measured.journal), "1/s", None, "higher"),
        Figure("appends_beside_bare_sqlite", round(measured.ratio, 3), "ratio", 0.7, "higher"),
    )
