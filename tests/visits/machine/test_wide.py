"""Two thousand doors on eight lines: one door shows and writes as much as in a small cabinet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.locks import BusDown, DoorMoved, DoorState
from kiosk.journeys.front.screens import Home, OutOfService
from tests.helpers.wide import ready, write_wide
from tests.visits.rig import Kiosk

DOORS = 2000
LINES = 8


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path / "data", file=write_wide(tmp_path / "wide.toml", DOORS, LINES))
    yield made
    made.die()


def test_the_first_line_that_is_up_makes_it_serve(kiosk: Kiosk) -> None:
    assert isinstance(kiosk.scene.screen, OutOfService)
    first, *others = ready(kiosk.site)
    assert len(others) == LINES - 1
    kiosk.house.handle(first)
    assert isinstance(kiosk.scene.screen, Home)
    shown, written = len(kiosk.scenes), len(kiosk.events())
    for line in others:
        kiosk.house.handle(line)
    assert len(kiosk.scenes) == shown, "nobody sees that another line is up"
    assert len(kiosk.events()) == written, "doors that were shut and are shut are no news"


def test_one_door_that_moves_is_one_scene_with_its_name(kiosk: Kiosk) -> None:
    for line in ready(kiosk.site):
        kiosk.house.handle(line)
    shown = len(kiosk.scenes)
    door = kiosk.site.cabinet.door("1777")
    assert door is not None
    kiosk.house.handle(DoorMoved(door.lock, DoorState.OPEN, commanded=False))
    assert 1 <= len(kiosk.scenes) - shown <= 2
    assert kiosk.scene.doors_open == ("1777",)


def test_a_line_that_is_lost_is_one_row_and_the_others_serve(kiosk: Kiosk) -> None:
    lines = ready(kiosk.site)
    for line in lines:
        kiosk.house.handle(line)
    before = len(kiosk.events())
    kiosk.house.handle(BusDown(lines[0].bus, "the device is gone"))
    assert len(kiosk.events()) - before == 1
    assert len(kiosk.ledger.doors_down) == len(lines[0].doors)
    assert isinstance(kiosk.scene.screen, Home)
