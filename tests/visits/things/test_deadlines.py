"""A house does what is due by itself, at closing time too, and never by a clock that lies."""

from __future__ import annotations

import itertools
from pathlib import Path

from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.machine.events import Alive, ClockMoved
from kiosk.custody.services.events import PauseBegan, PauseEnded
from kiosk.custody.services.rules import PauseReason
from kiosk.custody.things.events import DeadlineReached, Deposited, LegsChanged
from kiosk.custody.words import TaskKind
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import ScanParcel, ScanParcelChoice, TakeParcel
from kiosk.journeys.screen import Picked
from kiosk.journeys.work.screens import StaffTasks
from tests.custody.services.shop import PARCEL, coming
from tests.visits.rig import DEMO, Kiosk

THING = ConsignmentId("thing")
HOUR = 3600.0
DAYS = ("thursday", "friday", "saturday")


def parcel_in(kiosk: Kiosk) -> None:
    kiosk.book.record(*coming(PARCEL, THING, recipient=PartyId("anna")), Deposited(THING, "12"))


def hour(kiosk: Kiosk) -> None:
    kiosk.clock.advance(HOUR)
    kiosk.house.tick()


def kinds(kiosk: Kiosk) -> list[str]:
    return [type(event).__name__ for event in kiosk.events()]


def test_a_parcel_that_nobody_fetches_is_reminded_of_and_recalled(kiosk: Kiosk) -> None:
    parcel_in(kiosk)
    for _ in range(23):
        hour(kiosk)
    assert "DeadlineReached" not in kinds(kiosk)
    for _ in range(2):
        hour(kiosk)
    assert DeadlineReached(THING, 0) in kiosk.events()
    for _ in range(25):
        hour(kiosk)
    assert kiosk.ledger.consignments[THING].leg.recalled
    assert sum(isinstance(event, LegsChanged) for event in kiosk.events()) == 1


def test_a_wrong_clock_makes_nothing_due(kiosk: Kiosk) -> None:
    parcel_in(kiosk)
    kiosk.clock.lie(20 * 365 * 24 * HOUR)
    hour(kiosk)
    kiosk.book.record(Alive())
    hour(kiosk)
    assert "DeadlineReached" not in kinds(kiosk)
    assert any(isinstance(event, ClockMoved) for event in kiosk.events())


def test_clocks_stand_while_the_site_is_closed(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    hours = "[hours]\n" + "".join(f'{day} = ["08:00-20:00"]\n' for day in DAYS)
    site.write_text(DEMO.read_text(encoding="utf-8") + "\n" + hours, encoding="utf-8")
    kiosk = Kiosk(tmp_path / "data", site)
    kiosk.lines_up()
    for _ in range(48):
        hour(kiosk)
    pauses = [e for e in kiosk.events() if isinstance(e, PauseBegan | PauseEnded)]
    assert {type(e) for e in pauses} == {PauseBegan, PauseEnded}
    assert {e.reason for e in pauses} == {PauseReason.CLOSED}
    assert all(type(a) is not type(b) for a, b in itertools.pairwise(pauses))
    kiosk.end()


def test_a_courier_takes_along_what_nobody_fetched_and_its_recipient_gets_it_no_more(kiosk: Kiosk) -> None:
    """From the order to the empty door, by the service that the site has."""
    bringer, secrets = kiosk.staff(), kiosk.placed("12")
    for _ in range(24):
        hour(kiosk)
    for _ in range(25):
        hour(kiosk)
    (thing,) = kiosk.ledger.consignments.values()
    assert thing.leg.recalled
    kiosk.scans(secrets.token)
    assert kiosk.sees(Sorry).kind is SorryKind.GOES_BACK
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.is_home()
    kiosk.scans(bringer.token)
    assert kiosk.sees(ScanParcel).tasks == 1
    kiosk.presses(ScanParcelChoice.TASKS)
    (line,) = kiosk.sees(StaffTasks).tasks
    assert (line.label, line.kind, line.note) == ("12", TaskKind.TAKE_AWAY, "overdue")
    kiosk.presses(Picked(line.id))
    kiosk.lock_says()
    assert not kiosk.sees(TakeParcel).own
    kiosk.waits(5)
    kiosk.closes("12")
    assert kiosk.sees(StaffTasks).tasks == ()
    assert kiosk.ledger.consignments == {}
    assert kiosk.ledger.holding("12").things == ()


def test_what_comes_is_under_the_rules_of_that_day(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    (thing,) = kiosk.ledger.consignments.values()
    rules = kiosk.site.services["parcel"].rules
    assert rules is not None
    assert thing.rules == rules.digest
    assert kiosk.ledger.rules[thing.rules] == rules
    assert [leg.step for leg in thing.legs] == [rules.steps[-1].name]
