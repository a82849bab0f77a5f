"""A loose plug and a worn contact fill no journal, and keep nobody from their door."""

from __future__ import annotations

from typing import Protocol

import pytest

from hardware.outcomes.locks import BankBack, BankSilent, BusDown, DoorMoved, DoorState, Silence
from kiosk.custody.doors.events import DoorForced, DoorsDown
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.doctor.examination import examine
from kiosk.journeys.handover.screens import DidYouTakeIt, ThankYou
from kiosk.journeys.machine.screens import MachineTask
from kiosk.journeys.screen import BackChoice, OkChoice, Picked
from kiosk.journeys.work.screens import StaffTasks, WorkshopChoice
from kiosk.visits.machine.flapping import HOUR, Rate
from kiosk.visits.machine.unsteady import OFTEN
from tests.helpers.findings import texts
from tests.visits.rig import Kiosk

HOURS = 4


class Turn(Protocol):
    def __call__(self, kiosk: Kiosk, *, up: bool) -> None: ...


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
def test_what_comes_and_goes_leaves_a_few_rows_an_hour(kiosk: Kiosk, turn: Turn, seconds: float) -> None:
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
    told = [event for event in kiosk.events() if isinstance(event, DoorsDown)]
    assert [event.turns for event in told] == [1, 1, 1, 8]
    assert kiosk.house.unsteady.flapping.often() == {"line locks": Rate(11, 4.0)}


def test_a_door_that_flaps_is_open_until_it_stays_shut(kiosk: Kiosk) -> None:
    for _ in range(8):
        _contact(kiosk, up=False)
        kiosk.clock.advance(2)
        _contact(kiosk, up=True)
        kiosk.clock.advance(2)
    assert kiosk.ledger.doors_open == {"5"}
    forced = [event for event in kiosk.events() if isinstance(event, DoorForced)]
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
    assert isinstance(kiosk.scene.screen, DidYouTakeIt | ThankYou)


# --- what people are told -------------------------------------------------------------------------


def _flaps(kiosk: Kiosk, turn: Turn, times: int = OFTEN, seconds: float = 5.0) -> None:
    for _ in range(times):
        for up in (False, True):
            turn(kiosk, up=up)
            kiosk.clock.advance(seconds)
            kiosk.house.tick()


def _asked(kiosk: Kiosk) -> list[str]:
    return [task.note for task in kiosk.ledger.tasks.values() if task.kind is TaskKind.FLAPPING]


def _passes(kiosk: Kiosk, seconds: float) -> None:
    kiosk.clock.advance(seconds)
    kiosk.house.tick()


THINGS = [(_line, "line locks"), (_board, "board A"), (_contact, "door 5")]


@pytest.mark.parametrize(("turn", "thing"), THINGS)
def test_a_technician_is_asked_once(kiosk: Kiosk, turn: Turn, thing: str) -> None:
    _flaps(kiosk, turn, OFTEN - 1)
    assert _asked(kiosk) == []
    _flaps(kiosk, turn, 300)
    assert _asked(kiosk) == [thing]
    made = [x for x in kiosk.events() if isinstance(x, TaskMade) and x.kind is TaskKind.FLAPPING]
    assert [(task.role, task.note) for task in made] == [("technician", thing)]


@pytest.mark.parametrize(("turn", "thing"), THINGS)
def test_it_is_over_when_it_has_been_steady_for_an_hour(kiosk: Kiosk, turn: Turn, thing: str) -> None:
    _flaps(kiosk, turn)
    _passes(kiosk, HOUR / 2)
    _flaps(kiosk, turn, 1)
    _passes(kiosk, HOUR / 2)
    assert _asked(kiosk) == [thing], "half an hour is not steady"
    _passes(kiosk, HOUR)
    assert _asked(kiosk) == []
    _flaps(kiosk, turn, OFTEN - 1)
    assert _asked(kiosk) == []


def test_four_times_an_hour_is_nobodys_task(kiosk: Kiosk) -> None:
    _flaps(kiosk, _line, 40, seconds=450)
    assert _asked(kiosk) == []


def test_a_technician_reads_how_often_and_ends_it_and_it_is_counted_anew(kiosk: Kiosk) -> None:
    _flaps(kiosk, _line, 9)
    technician = kiosk.staff("technician")
    kiosk.signs_in(technician)
    kiosk.presses(WorkshopChoice.TASKS)
    (task,) = kiosk.sees(StaffTasks).tasks
    assert (task.kind, task.note) == (TaskKind.FLAPPING, "line locks")
    kiosk.presses(Picked(task.id))
    assert kiosk.sees(MachineTask) == MachineTask(TaskKind.FLAPPING, "line locks", can_finish=True, times=9)
    kiosk.presses(OkChoice.OK)
    assert _asked(kiosk) == []
    _flaps(kiosk, _line, OFTEN)
    assert _asked(kiosk) == [], "whoever works there pulls plugs"
    kiosk.presses(BackChoice.BACK)
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.house.tick()
    _flaps(kiosk, _line, OFTEN - 1)
    assert _asked(kiosk) == []
    _flaps(kiosk, _line, 1)
    assert _asked(kiosk) == ["line locks"]


def test_a_task_of_before_a_power_cut_is_over_when_all_is_steady(kiosk: Kiosk) -> None:
    _flaps(kiosk, _board)
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    assert _asked(kiosk) == ["board A"]
    _passes(kiosk, HOUR)
    assert _asked(kiosk) == []


def test_the_doctor_says_how_often_and_how_fast(kiosk: Kiosk) -> None:
    _flaps(kiosk, _line, 41, seconds=22.5)
    turns = kiosk.house.unsteady.flapping.often()
    found = examine(kiosk.site, kiosk.book, kiosk.house.lines(), turns=turns)
    assert (
        'Line "locks" comes and goes: 41 times in the last hour, about every 45 s. '
        "A technician is asked to see to it. Check the plug and the cable of its adapter."
    ) in texts(found)
    assert found["flapping"] == {"line locks": {"last_hour": 41, "every_s": 45.0}}
    assert 'Line "locks" comes and goes. A technician is asked to see to it.' in str(
        texts(examine(kiosk.site, kiosk.book, None))
    ), "at rest nobody counts"


def test_the_doctor_says_nothing_of_what_turned_three_times(kiosk: Kiosk) -> None:
    _flaps(kiosk, _contact, 3)
    turns = kiosk.house.unsteady.flapping.often()
    assert "comes and goes" not in str(texts(examine(kiosk.site, kiosk.book, None, turns=turns)))
