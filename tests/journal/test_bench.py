"""The figure is measured on real journals; how large it is, is nobody's test."""

from __future__ import annotations

from pathlib import Path

from tests.bench.journal import measure_appends


def test_the_figures_are_of_appends_that_were_made(tmp_path: Path) -> None:
    found = measure_appends(tmp_path, rounds=2, appends=3)
    assert min(found.journal, found.bare, found.ratio) > 0
    assert list(tmp_path.iterdir()) == []
