"""A loose plug and a worn contact fill no journal, and keep nobody from their door."""

from __future__ import annotations

import pytest

from hardware.outcomes import BankBack, BankSilent, BusDown, DoorMoved, DoorState, Silence
from kiosk.custody import events as e
from kiosk.journeys import screens as s
from tests.visits.rig import Kiosk

HOURS = 4


def _line(kiosk: Kiosk, *, up: bool) -> None:
    (bus,) = kiosk.site.buses
    if up:
        kiosk.lines_up()
    else:
        kiosk.house.handle(BusDown(bus.name, "the device is gone"))


def _board(kiosk: Kiosk, *, up: bool) -> None:
    (bus,) = kiosk.site.buses
    locks = [d.lock for c in kiosk.site.cabinet.compartments() for d in c.doors if d.lock.bank == "A"]
    if up:
        kiosk.house.handle(BankBack(bus.name, "A", dict.fromkeys(locks, DoorState.CLOSED)))
    else:
        kiosk.house.handle(BankSilent(bus.name, "A", "no answer", Silence.NOTHING))


def _contact(kiosk: Kiosk, *, up: bool) -> None:
    door = kiosk.site.cabinet.door("5")
    assert door is not None
    state = DoorState.CLOSED if up else DoorState.OPEN
    kiosk.house.handle(DoorMoved(door.lock, state, commanded=False))


@pytest.mark.parametrize("turn", [_line, _board, _contact])
@pytest.mark.parametrize("seconds", [1.0, 7.0, 45.0])
def test_what_comes_and_goes_leaves_a_few_rows_an_hour(kiosk: Kiosk, turn: object, seconds: float) -> None:
    assert callable(turn)
    before, turns = len(kiosk.events()), round(HOURS * 3600 / seconds / 2)
    for _ in range(turns):
        for up in (False, True):
            turn(kiosk, up=up)
            kiosk.clock.advance(seconds)
            kiosk.house.tick()
    assert len(kiosk.events()) - before <= 16 * HOURS
    assert turns > 100
    kiosk.clock.advance(3600)
    kiosk.house.tick()
    turn(kiosk, up=False)
    kiosk.clock.advance(1)
    kiosk.house.tick()
    now = kiosk.ledger.doors_down | kiosk.ledger.doors_open
    assert "5" in now, "after a calm hour it is told at once again"


def test_a_line_that_stays_away_is_told_with_the_turns_that_it_stands_for(kiosk: Kiosk) -> None:
    for _ in range(10):
        _line(kiosk, up=False)
        kiosk.clock.advance(2)
        _line(kiosk, up=True)
        kiosk.clock.advance(2)
    assert kiosk.ledger.doors_down == frozenset()
    _line(kiosk, up=False)
    assert kiosk.ledger.doors_down == frozenset()
    kiosk.clock.advance(900)
    kiosk.house.tick()
    assert len(kiosk.ledger.doors_down) == 24
    told = [event for event in kiosk.events() if isinstance(event, e.DoorsDown)]
    assert [event.turns for event in told] == [1, 1, 1, 8]
    assert kiosk.house.doorman.turns() == {"line locks": 11}


def test_a_door_that_flaps_is_open_until_it_stays_shut(kiosk: Kiosk) -> None:
    for _ in range(8):
        _contact(kiosk, up=False)
        kiosk.clock.advance(2)
        _contact(kiosk, up=True)
        kiosk.clock.advance(2)
    assert kiosk.ledger.doors_open == {"5"}
    forced = [event for event in kiosk.events() if isinstance(event, e.DoorForced)]
    assert len(forced) == 4
    kiosk.clock.advance(900)
    kiosk.house.tick()
    assert kiosk.ledger.doors_open == frozenset()


def test_whoever_is_served_waits_for_no_door_that_has_flapped(kiosk: Kiosk) -> None:
    for _ in range(8):
        _contact(kiosk, up=False)
        _contact(kiosk, up=True)
        kiosk.clock.advance(2)
    kiosk.scans(kiosk.placed("12").token)
    for _ in range(6):
        _line(kiosk, up=False)
        _line(kiosk, up=True)
    kiosk.lock_says()
    kiosk.closes("12")
    assert isinstance(kiosk.scene.screen, s.DidYouTakeIt | s.ThankYou)
