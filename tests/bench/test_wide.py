"""The bench of wide cabinets runs on a small scale, and says every figure."""

from __future__ import annotations

from tests.bench.usage import parse
from tests.bench.wide import measure


def test_every_width_comes_to_its_home() -> None:
    figures = {figure.name: figure.value for figure in measure((24, 300))}
    assert list(figures) == [
        f"wide_{doors}_{what}"
        for doors in (24, 300)
        for what in ("ready", "ready_ratio", "processor", "processor_ratio", "memory")
    ]
    assert all(value > 0 for value in figures.values())
    assert figures["wide_24_ready_ratio"] == figures["wide_24_processor_ratio"] == 1


def test_it_is_asked_for_by_its_name() -> None:
    assert parse(["wide"]).names == ("wide",)
    assert "wide" not in parse([]).names
