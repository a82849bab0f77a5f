"""The bench of growth runs, on a small scale, and says every figure."""

from __future__ import annotations

import pytest

from tests.bench.growth import measure
from tests.bench.usage import parse


def test_every_figure_of_growth_is_told() -> None:
    figures = {figure.name: figure.value for figure in measure(rows=1200, persons=60)}
    assert figures["growth_rows"] >= 1200
    assert figures["growth_longest_without_beat"] > 0
    assert all(value >= 0 for value in figures.values())
    assert len(figures) == 13


def test_rows_and_persons_are_asked_for_with_it_alone(capsys: pytest.CaptureFixture[str]) -> None:
    given = parse(["growth", "--rows", "1000", "--persons", "5"])
    assert (given.names, given.rows, given.persons) == (("growth",), 1000, 5)
    for wrong in (["growth", "--rows", "0"], ["pins", "--rows", "10"], ["--persons", "7"]):
        with pytest.raises(SystemExit) as over:
            parse(wrong)
        assert over.value.code == 2
    assert "--rows and --persons" in capsys.readouterr().err
