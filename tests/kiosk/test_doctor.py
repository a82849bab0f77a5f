"""`cubby doctor` beside a kiosk that runs and at its data at rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.custody.events import MarkedUnknown
from kiosk.custody.words import Why
from kiosk.doctor import main
from kiosk.visits.orders import Place
from tests.kiosk.rig import Running, book_of


def test_it_says_what_is_known_of_a_kiosk_that_runs_and_of_one_at_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))
        asked = ["--site", str(kiosk.site.path), "--data", str(kiosk.data)]
        assert main([*asked, "--json"]) == 0
        running = json.loads(capsys.readouterr().out)
        assert set(running["lines"].values()) == {"up"}
        assert running["locks"]["12"]["openings"] == 0
        assert [(board["board"], board["state"]) for board in running["boards"]] == [
            ("A", "good"),
            ("B", "good"),
        ]
        assert main(asked) == 0
        assert "board A (shuoming, line locks, address 1): good, 0 of" in capsys.readouterr().out
    with book_of(kiosk.data, kiosk.site) as book:
        book.record(MarkedUnknown("12", Why.FORCED))
    assert main(asked) == 1
    assert "! Compartment 12 is unknown." in capsys.readouterr().out


def test_a_folder_without_a_kiosk_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
    assert main(["--site", str(demo), "--data", str(tmp_path)]) == 1
    assert "holds no kiosk's data" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
