"""A technician sees to the machine itself, through the real journal, vault and ledger."""

from __future__ import annotations

import pytest

from hardware.outcomes import DoorState
from kiosk.custody import events as e
from kiosk.custody.words import Ending, Leaving
from kiosk.journeys import screens as s
from tests.visits.rig import Kiosk


def goes_to(kiosk: Kiosk, entry: s.WorkshopChoice, role: str = "technician") -> str:
    """Signs in and touches an entry of the workshop; the technician's id."""
    kiosk.signs_in(kiosk.staff(role))
    kiosk.presses(entry)
    return [x.staff for x in kiosk.events() if isinstance(x, e.StaffAdded)][-1]


def by(kiosk: Kiosk, kind: type[e.Event]) -> list[str | None]:
    """Under whose id the events of this kind stand."""
    return [row.actor for row in kiosk.journal.rows() if isinstance(row.event, kind)]


@pytest.mark.parametrize("how", Leaving)
def test_the_machine_stops_when_a_technician_has_said_it_twice(kiosk: Kiosk, how: Leaving) -> None:
    technician = goes_to(kiosk, s.WorkshopChoice.MACHINE)
    kiosk.presses(s.GroupChoice(how.value))
    assert kiosk.sees(s.ConfirmLeave) == s.ConfirmLeave(how)
    assert kiosk.left_off == []
    kiosk.presses(s.OkChoice.OK)
    assert kiosk.left_off == [how]
    assert by(kiosk, e.StopAsked) == [technician]
    assert kiosk.events()[-1] == e.VisitEnded(Ending.FINISHED)
    assert kiosk.sees(s.GoodBye).how is how


def test_who_thinks_better_of_it_is_back_at_the_machine_s_page(kiosk: Kiosk) -> None:
    goes_to(kiosk, s.WorkshopChoice.MACHINE)
    kiosk.presses(s.GroupChoice.SHUT_DOWN)
    kiosk.presses(s.BackChoice.BACK)
    kiosk.sees(s.WorkGroup)
    assert kiosk.left_off == []
    assert by(kiosk, e.StopAsked) == []


def test_doors_that_stand_open_are_named_before(kiosk: Kiosk) -> None:
    collector = kiosk.placed("12")
    kiosk.scans(collector.token)
    kiosk.lock_says()
    kiosk.waits(400)
    kiosk.moved("3", DoorState.OPEN, commanded=False)
    goes_to(kiosk, s.WorkshopChoice.MACHINE)
    kiosk.presses(s.GroupChoice.RESTART)
    assert kiosk.sees(s.ConfirmLeave) == s.ConfirmLeave(Leaving.RESTART, ("3", "12"), ("12",))
