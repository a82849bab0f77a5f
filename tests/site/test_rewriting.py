"""A site file is written anew from what was learned; what is not learned stays as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hardware.locks.driver import Polarity
from hardware.outcomes.locks import LockAddress
from kiosk.clock import FakeClock
from kiosk.custody.cabinet.columns import KINDS, labels_of, planned
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.rewriting import changes, replace_site

SITES = Path(__file__).parents[2] / "assets" / "sites"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    file = tmp_path / "site.toml"
    file.write_bytes((SITES / "new.toml").read_bytes())
    return file


def test_a_machine_without_columns_is_a_machine_to_be_learned(new: Path) -> None:
    cabinet = load_site(new).cabinet
    assert list(cabinet.compartments()) == []
    assert len(cabinet.locks()) == len(cabinet.unwired) == 24
    loose = cabinet.unwired[0].doors[0]
    assert cabinet.at(LockAddress("A", 1)) == loose
    assert cabinet.is_loose(loose.id)
    assert cabinet.place(loose.id) is None


def test_every_kind_of_column_stands_in_the_example(new: Path) -> None:
    cabinet = load_site(new).cabinet
    first = {kind for kind in KINDS if planned(cabinet, (kind,)) is not None}
    behind_the_screen = {kind for kind in KINDS if planned(cabinet, ("mixed", kind)) is not None}
    assert first == set(KINDS)
    assert behind_the_screen == {"screen", "screen-small"}


def test_what_was_learned_is_the_site_from_then_on_and_the_old_file_is_kept(new: Path) -> None:
    before = new.read_bytes()
    cabinet = load_site(new).cabinet
    columns = planned(cabinet, ("mixed", "screen"))
    assert columns is not None
    wiring = dict(zip(labels_of(columns), reversed(cabinet.locks()), strict=False))
    del wiring["2"]
    site, kept = replace_site(new, cabinet, columns, wiring, ("B",), FakeClock().now())
    assert site == load_site(new)
    assert {c.label: c.front.lock for c in site.cabinet.compartments()} == wiring
    heights = {c.label: (c.bottom, c.top) for column in columns for c in column.compartments}
    assert all((c.bottom, c.top) == pytest.approx(heights[c.label]) for c in site.cabinet.compartments())
    (bus,) = site.buses
    assert [b.polarity for b in bus.banks] == [Polarity.SHORT_WHEN_LOCKED, Polarity.SHORT_WHEN_OPEN]
    assert (new.parent / kept).read_bytes() == before


def test_the_demos_own_columns_stay_as_they_are(tmp_path: Path) -> None:
    demo = load_site(SITES / "demo.toml")
    wiring = {c.label: c.front.lock for c in demo.cabinet.compartments()}
    content = tomllib.loads((SITES / "demo.toml").read_text("utf-8"))
    told = changes(content, demo.cabinet, demo.cabinet.columns, wiring, ())
    file = tmp_path / "site.toml"
    file.write_bytes((SITES / "demo.toml").read_bytes())
    again, _ = replace_site(file, demo.cabinet, demo.cabinet.columns, wiring, (), FakeClock().now())
    assert again.cabinet == demo.cabinet
    assert told["buses"] == content["buses"]


def test_zones_keep_their_sensors_and_their_compartments(tmp_path: Path) -> None:
    chilled = load_site(SITES / "chilled.toml")
    wiring = {c.label: c.front.lock for c in chilled.cabinet.compartments()}
    file = tmp_path / "site.toml"
    file.write_bytes((SITES / "chilled.toml").read_bytes())
    again, _ = replace_site(file, chilled.cabinet, chilled.cabinet.columns, wiring, (), FakeClock().now())
    assert (again.cabinet, again.sensors, again.printer) == (
        chilled.cabinet,
        chilled.sensors,
        chilled.printer,
    )


def test_zones_of_compartments_that_are_gone_are_a_sentence(tmp_path: Path) -> None:
    chilled = load_site(SITES / "chilled.toml")
    wiring = {c.label: c.front.lock for c in chilled.cabinet.compartments() if c.label != "9"}
    file = tmp_path / "site.toml"
    file.write_bytes((SITES / "chilled.toml").read_bytes())
    with pytest.raises(SiteRefused, match='found "9"; wanted labels of compartments'):
        replace_site(file, chilled.cabinet, chilled.cabinet.columns, wiring, (), FakeClock().now())


def test_a_file_that_would_be_refused_takes_no_place(new: Path) -> None:
    before = new.read_bytes()
    cabinet = load_site(new).cabinet
    columns = planned(cabinet, ("tall",)) or ()
    twice = dict.fromkeys(labels_of(columns), LockAddress("A", 1))
    with pytest.raises(SiteRefused, match="wanted one lock a door"):
        replace_site(new, cabinet, columns, twice, (), FakeClock().now())
    assert new.read_bytes() == before
    assert [file.name for file in new.parent.iterdir()] == ["site.toml"]
