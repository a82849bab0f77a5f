"""Doors that stand open and that no visit looks after, told at home in words."""

from __future__ import annotations

from hardware.outcomes.locks import DoorState
from kiosk.custody.words import Condition
from kiosk.journeys import screens as s
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
    assert kiosk.sees(s.Home).open_doors == ("12",)
    kiosk.presses(s.Picked("12"))
    assert kiosk.sees(s.DoorLeftOpen).label == "12"
    kiosk.moved("12", DoorState.CLOSED)
    assert kiosk.sees(s.Home).open_doors == ()
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    assert not kiosk.ledger.visits


def test_who_only_reads_it_goes_back_or_is_sent_home(kiosk: Kiosk) -> None:
    restarted_with_open_door(kiosk)
    kiosk.presses(s.Picked("12"))
    kiosk.presses(s.BackChoice.BACK)
    kiosk.sees(s.Home)
    kiosk.presses(s.Picked("12"))
    kiosk.waits(kiosk.site.timers.idle + kiosk.site.timers.warning + 1)
    assert kiosk.sees(s.Home).open_doors == ("12",)


def test_it_goes_away_while_somebody_stands_at_home(kiosk: Kiosk) -> None:
    restarted_with_open_door(kiosk)
    kiosk.moved("12", DoorState.CLOSED)
    assert kiosk.sees(s.Home).open_doors == ()


def test_a_door_that_was_pried_open_is_told_too(kiosk: Kiosk) -> None:
    kiosk.moved("6", DoorState.OPEN, commanded=False)
    assert kiosk.sees(s.Home).open_doors == ("6",)


def test_an_open_door_keeps_nobody_else_waiting(kiosk: Kiosk) -> None:
    token = kiosk.placed("3", "JJD0009999999", "+49 30 7654321").token
    restarted_with_open_door(kiosk)
    kiosk.scans(token)
    assert kiosk.sees(s.DoorOpening).label == "3"


def from_afar(kiosk: Kiosk, label: str = "12") -> None:
    kiosk.house.open_from_afar(label, kiosk.office.operator("Olga"), "a call", lambda _: None)
    kiosk.lock_says()


def test_home_says_that_the_operator_opened_a_door(kiosk: Kiosk) -> None:
    from_afar(kiosk)
    home = kiosk.sees(s.Home)
    assert (home.open_doors, home.by_operator) == (("12",), ("12",))
    kiosk.presses(s.Picked("12"))
    assert kiosk.sees(s.DoorLeftOpen).why is s.OpenWhy.OPERATOR
    kiosk.closes("12")
    home = kiosk.sees(s.Home)
    assert (home.open_doors, home.by_operator) == ((), ())
    assert not kiosk.ledger.visits


def test_it_says_so_too_when_nobody_has_closed_it_for_long(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    from_afar(kiosk)
    kiosk.waits(400)
    assert kiosk.sees(s.Home).by_operator == ("12",)
    kiosk.presses(s.Picked("12"))
    assert kiosk.sees(s.DoorLeftOpen).why is s.OpenWhy.OPERATOR
    kiosk.closes("12")
    assert not kiosk.ledger.visits
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN


def test_a_door_of_the_operators_and_one_of_a_parked_visit_are_told_apart(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("3").token)
    kiosk.lock_says()
    kiosk.waits(121)
    from_afar(kiosk)
    home = kiosk.sees(s.Home)
    assert (home.open_doors, home.by_operator) == (("12", "3"), ("12",))
    kiosk.presses(s.Picked("3"))
    assert kiosk.sees(s.TakeParcel).label == "3"
