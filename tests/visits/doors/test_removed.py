"""The site file changes between two lives, and some doors are no longer there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.custody.doors.events import DoorFoundOpen, DoorsDown, DoorsRemoved
from kiosk.custody.event import Event
from kiosk.doctor.examination import examine
from kiosk.journeys.front.screens import Home
from kiosk.site.loading import load_site
from tests.helpers.findings import texts
from tests.visits.rig import DEMO, Kiosk

_FRONT = 'label = "12", size = "M", bank = "A", channel = 12 }'
_BOTH = (
    'label = "12", size = "M", doors = [{ bank = "A", channel = 12 },'
    ' { bank = "B", channel = 13, face = "rear" }] }'
)


def with_rear_door(folder: Path) -> Path:
    text = DEMO.read_text("utf-8")
    assert _FRONT in text
    first, second, third = text.split("channels = 12\n")
    file = folder / "two-doors.toml"
    file.write_text(f"{first}channels = 12\n{second}channels = 16\n{third}".replace(_FRONT, _BOTH), "utf-8")
    return file


def without(label: str, folder: Path) -> Path:
    lines = DEMO.read_text("utf-8").splitlines(keepends=True)
    file = folder / "fewer.toml"
    file.write_text("".join(line for line in lines if f'label = "{label}"' not in line), "utf-8")
    return file


def restarted_on(kiosk: Kiosk, file: Path) -> None:
    kiosk.die()
    kiosk.file, kiosk.site = file, load_site(file)
    kiosk.start()


@pytest.fixture
def two_doors(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path / "data", with_rear_door(tmp_path))


def removed(kiosk: Kiosk) -> list[Event]:
    return [x for x in kiosk.events() if isinstance(x, DoorsRemoved)]


def test_a_second_door_that_was_taken_away_stands_in_nobodys_way(two_doors: Kiosk) -> None:
    kiosk = two_doors
    kiosk.placed("12")
    kiosk.book.record(DoorsDown(("12", "12/rear"), "line down"), DoorFoundOpen("12/rear"))
    restarted_on(kiosk, DEMO)
    assert removed(kiosk) == [DoorsRemoved(("12/rear",))]
    kiosk.lines_up()
    assert (kiosk.ledger.doors_down, kiosk.ledger.doors_open) == (frozenset(), frozenset())
    (thing,) = kiosk.ledger.consignments.values()
    assert thing.clock is not None
    assert thing.clock.standing_since is None
    assert kiosk.sees(Home).open_doors == ()
    restarted_on(kiosk, DEMO)
    assert len(removed(kiosk)) == 1
    kiosk.end()


def test_the_clock_of_what_lies_where_no_door_is_left_goes_on_standing(tmp_path: Path, kiosk: Kiosk) -> None:
    kiosk.placed("24")
    kiosk.book.record(DoorsDown(("24", "3"), "line down"))
    restarted_on(kiosk, without("24", tmp_path))
    assert removed(kiosk) == []
    (thing,) = kiosk.ledger.consignments.values()
    assert thing.clock is not None
    assert thing.clock.standing_since is not None
    found = texts(examine(kiosk.site, kiosk.book, ()))
    assert found[0].startswith(
        "1 parcel in door 24, which the site file does not have. What is in there can't be collected."
    )


def test_an_empty_compartment_that_is_gone_leaves_no_door(tmp_path: Path, kiosk: Kiosk) -> None:
    kiosk.book.record(DoorsDown(("24",), "line down"), DoorFoundOpen("24"))
    restarted_on(kiosk, without("24", tmp_path))
    assert removed(kiosk) == [DoorsRemoved(("24",))]
    assert "24" not in kiosk.ledger.doors_down | kiosk.ledger.doors_open
