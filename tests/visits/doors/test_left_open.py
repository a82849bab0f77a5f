"""Doors that are open and that no visit looks after, told at home in words."""

from __future__ import annotations

from hardware.outcomes.locks import DoorState
from kiosk.custody.words import Condition
from kiosk.journeys.doors.screens import DoorLeftOpen, DoorOpening, OpenWhy
from kiosk.journeys.front.screens import Home
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.orders.doors import operator_named
from tests.visits.rig import Kiosk


def restarted_with_open_door(kiosk: Kiosk, label: str = "12") -> None:
    """The power goes in the middle of a visit, and comes back."""
    kiosk.scans(kiosk.placed(label).token)
    kiosk.lock_says()
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.moved(label, DoorState.OPEN, commanded=False)


def test_after_a_restart_home_says_which_door_is_still_open(kiosk: Kiosk) -> None:
    restarted_with_open_door(kiosk)
    assert kiosk.sees(Home).open_doors == ("12",)
    kiosk.presses(Picked("12"))
    assert kiosk.sees(DoorLeftOpen).label == "12"
    kiosk.moved("12", DoorState.CLOSED)
    assert kiosk.sees(Home).open_doors == ()
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    assert not kiosk.ledger.visits


def test_who_only_reads_it_goes_back_or_is_sent_home(kiosk: Kiosk) -> None:
    restarted_with_open_door(kiosk)
    kiosk.presses(Picked("12"))
    kiosk.presses(BackChoice.BACK)
    kiosk.sees(Home)
    kiosk.presses(Picked("12"))
    kiosk.waits(kiosk.site.timers.idle + kiosk.site.timers.warning + 1)
    assert kiosk.sees(Home).open_doors == ("12",)


def test_it_goes_away_while_somebody_stands_at_home(kiosk: Kiosk) -> None:
    restarted_with_open_door(kiosk)
    kiosk.moved("12", DoorState.CLOSED)
    assert kiosk.sees(Home).open_doors == ()


def test_a_door_that_was_pried_open_is_told_too(kiosk: Kiosk) -> None:
    kiosk.moved("6", DoorState.OPEN, commanded=False)
    assert kiosk.sees(Home).open_doors == ("6",)


def test_an_open_door_keeps_nobody_else_waiting(kiosk: Kiosk) -> None:
    token = kiosk.placed("3", "JJD0009999999", "+49 30 7654321").token
    restarted_with_open_door(kiosk)
    kiosk.scans(token)
    assert kiosk.sees(DoorOpening).label == "3"


def from_afar(kiosk: Kiosk, label: str = "12") -> None:
    kiosk.house.visits.open_from_afar(label, operator_named(kiosk.means, "Olga"), "a call", lambda _: None)
    kiosk.lock_says()


def test_home_says_that_the_operator_opened_a_door(kiosk: Kiosk) -> None:
    from_afar(kiosk)
    home = kiosk.sees(Home)
    assert (home.open_doors, home.by_operator) == (("12",), ("12",))
    kiosk.presses(Picked("12"))
    assert kiosk.sees(DoorLeftOpen).why is OpenWhy.OPERATOR
    kiosk.closes("12")
    home = kiosk.sees(Home)
    assert (home.open_doors, home.by_operator) == ((), ())
    assert not kiosk.ledger.visits


def test_it_says_so_too_when_nobody_has_closed_it_for_long(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    from_afar(kiosk)
    kiosk.waits(400)
    assert kiosk.sees(Home).by_operator == ("12",)
    kiosk.presses(Picked("12"))
    assert kiosk.sees(DoorLeftOpen).why is OpenWhy.OPERATOR
    kiosk.closes("12")
    assert not kiosk.ledger.visits
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN


def test_a_door_of_the_operators_and_one_of_a_parked_visit_are_told_apart(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("3").token)
    kiosk.lock_says()
    kiosk.waits(121)
    from_afar(kiosk)
    home = kiosk.sees(Home)
    assert (home.open_doors, home.by_operator) == (("12", "3"), ("12",))
    kiosk.presses(Picked("3"))
    assert kiosk.sees(TakeParcel).label == "3"
