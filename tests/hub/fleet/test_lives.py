"""The days of simulated kiosks: real minds, honest people, and mishaps that they get over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kiosk.custody.doors.events import OpeningEnded, VisitBegan, VisitEnded
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.senses.events import ExcursionBegan, ExcursionEnded
from kiosk.custody.things.events import Announced, Collected, Deposited
from kiosk.custody.words import Condition, DoorResult, Ending
from kiosk.fleet.fleet import Fleet, FleetPlan
from kiosk.fleet.people import Visitor
from kiosk.fleet.weather import Befalls, Mishap, Weather, drawn
from tests.hub.fleet.agreement import differences
from tests.hub.fleet.living import FINE, fleet_at, fleet_of
from tests.hub.world import World

HOUR = 3600.0


def plan(folder: Path, kiosks: int, days: float, parcels: float = 4.0) -> FleetPlan:
    return FleetPlan("http://127.0.0.1:1", folder, kiosks, days, 0.0, parcels=parcels)


def kinds(fleet: Fleet, number: int = 0) -> Counter[type]:
    rows = fleet.members[number].kiosk.book.journal.rows()
    return Counter(type(row.event) for row in rows)


def live(fleet: Fleet) -> None:
    fleet.run(lambda: fleet.clock.live)


def test_days_pass_with_parcels_that_come_and_go(tmp_path: Path) -> None:
    with fleet_of(plan(tmp_path, 1, 4.0), FINE) as fleet:
        live(fleet)
        seen = kinds(fleet)
        assert seen[Announced] >= seen[Deposited] > 6
        assert seen[Collected] > 4
        kiosk = fleet.members[0].kiosk
        began, ended = seen[VisitBegan], seen[VisitEnded]
        assert began - ended == len(kiosk.ledger.visits)
        ends = Counter(
            row.event.how for row in kiosk.book.journal.rows() if isinstance(row.event, VisitEnded)
        )
        assert ends.most_common(1)[0][0] is Ending.FINISHED


def test_somebody_brings_a_return_and_a_courier_may_take_it(tmp_path: Path) -> None:
    with fleet_of(plan(tmp_path, 1, 1.0, 0.0), FINE) as fleet:
        member = fleet.members[0]
        member.people.comes(Visitor(hands=["RET-0001"]))
        ends = fleet.clock.monotonic() + HOUR
        fleet.run(lambda: fleet.clock.monotonic() >= ends)
        assert kinds(fleet)[Deposited] == 1
        assert ["RET-0001"] in member.kiosk.cabinet.inside.values()


def test_what_is_in_the_cabinet_is_what_the_kiosk_knows(tmp_path: Path) -> None:
    with fleet_of(plan(tmp_path, 3, 3.0, 6.0)) as fleet:
        live(fleet)
        for member in fleet.members:
            kiosk = member.kiosk
            for label, inside in kiosk.cabinet.inside.items():
                holding = kiosk.ledger.holding(label)
                if holding.condition is Condition.KNOWN and holding.held_by is None:
                    assert len(holding.things) == len(inside), (kiosk.id, label)


def test_a_door_that_jams_is_freed_by_a_technician(tmp_path: Path) -> None:
    jams = Weather((Befalls(20 * HOUR, 0, Mishap.JAM), Befalls(60 * HOUR, 0, Mishap.REPAIR)), ())
    with fleet_of(plan(tmp_path, 1, 6.0, 8.0), jams) as fleet:
        live(fleet)
        rows = fleet.members[0].kiosk.book.journal.rows()
        results = Counter(row.event.result for row in rows if isinstance(row.event, OpeningEnded))
        assert results[DoorResult.JAMMED] >= 1
        assert results[DoorResult.OPENED] > 10


def test_a_dead_fridge_is_an_excursion_until_it_is_cold_again(tmp_path: Path) -> None:
    dies = Weather((Befalls(20 * HOUR, 1, Mishap.WARM), Befalls(23 * HOUR, 1, Mishap.COLD)), ())
    with fleet_of(plan(tmp_path, 2, 1.5), dies) as fleet:
        live(fleet)
        seen = kinds(fleet, 1)
        assert (seen[ExcursionBegan], seen[ExcursionEnded]) == (1, 1)


def test_a_power_cut_ends_a_life_and_no_parcel_is_lost(tmp_path: Path) -> None:
    cut = Weather(tuple(Befalls(h * HOUR, 0, Mishap.POWER_CUT) for h in (10.0, 26.5, 26.6, 33.0)), ())
    with fleet_of(plan(tmp_path, 1, 3.0), cut) as fleet:
        live(fleet)
        seen = kinds(fleet)
        assert seen[MachineStarted] == 5
        assert seen[Collected] > 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_befalls_a_fleet_follows_from_its_seed(seed: int) -> None:
    found = drawn(12, 7.0, [1, 4, 7, 10], seed)
    assert found == drawn(12, 7.0, [1, 4, 7, 10], seed)
    assert found != drawn(12, 7.0, [1, 4, 7, 10], seed + 1)
    whats = {one.what for one in found.befalls}
    assert {Mishap.CUT, Mishap.JAM, Mishap.WARM, Mishap.SILENT_BOARD} <= whats
    assert found.storms


def test_a_hub_has_every_row_of_kiosks_that_went_through_storms(world: World, tmp_path: Path) -> None:
    with fleet_at(world, tmp_path, 3, 2.0) as fleet:
        live(fleet)
        for member in fleet.members:
            member.kiosk.line.mend()
        assert fleet.goodbye(60.0)
        assert differences(world, [member.kiosk for member in fleet.members]) == []
