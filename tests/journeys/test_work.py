"""A technician's tasks, and an operator's opening from afar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.access.credentials import Proved
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId, VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.things.events import MarkedBroken, Reserved
from kiosk.custody.words import Audience, Condition, Stage, TaskKind, Why
from kiosk.journeys.doors.effects import Opening, Refused
from kiosk.journeys.doors.remote import open_remotely
from kiosk.journeys.doors.screens import PressChoice, PressDoor
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.screen import BackChoice, Picked, YesNo
from kiosk.journeys.work.screens import IsItEmpty, StaffTasks, TaskDoor
from kiosk.journeys.work.tasks import tasks
from tests.journeys.scenes.scenes import (
    OPERATOR,
    RECIPIENT,
    TECHNICIAN,
    cabinet,
    doubtful,
    ledger,
    lying,
    refused,
    scene,
    signed_in,
    staff,
    task,
)
from tests.journeys.steps import Visit

P1 = ConsignmentId("p1")
INSPECT, REPAIR = Picked("to inspect 1"), Picked("to repair 1")
BROKEN = (MarkedBroken("1", Why.JAMMED), task(TaskKind.REPAIR, "1"))


def technician(*events: Event, locks: tuple[Opening, ...] = ()) -> Visit:
    home = scene("work", ledger(*staff(), *events), cabinet("S", "S"))
    return Visit(signed_in(Proved(TECHNICIAN, Audience.STAFF), tasks, home), locks=locks)


def kinds(book: Ledger) -> list[TaskKind]:
    return sorted(t.kind for t in book.tasks.values())


def test_an_empty_compartment_is_usable_again() -> None:
    here = technician(*doubtful("1"))
    here.presses(INSPECT)
    here.sees(TaskDoor, label="1", kind=TaskKind.INSPECT)
    here.closes("1")
    here.sees(IsItEmpty, label="1")
    here.presses(YesNo.YES)
    here.sees(StaffTasks, tasks=())
    here.presses(BackChoice.BACK)
    assert here.is_over().holding("1").condition is Condition.KNOWN


def test_a_parcel_that_is_there_after_all_can_be_fetched_again() -> None:
    here = technician(*lying("p1", "1"), *doubtful("1"))
    here.presses(INSPECT)
    here.closes("1")
    here.presses(YesNo.NO)
    here.sees(StaffTasks, tasks=())
    here.walks_away()
    book = here.is_over()
    assert book.holding("1").condition is Condition.KNOWN
    assert [c.id for c in book.waiting_for(RECIPIENT)] == [P1]


def test_something_that_the_book_does_not_know_keeps_the_task() -> None:
    here = technician(*doubtful("1"))
    here.presses(INSPECT)
    here.closes("1")
    here.presses(YesNo.NO)
    here.walks_away()
    book = here.is_over()
    assert book.holding("1").condition is Condition.UNKNOWN
    assert kinds(book) == [TaskKind.INSPECT]


def test_one_look_does_every_task_at_a_compartment() -> None:
    here = technician(*lying("p1", "1"), *BROKEN, task(TaskKind.INSPECT, "1"))
    here.presses(REPAIR)
    here.closes("1")
    here.presses(YesNo.NO)
    here.sees(StaffTasks, tasks=())


def test_a_refused_thing_stays_halted_after_a_repair() -> None:
    here = technician(*refused("p1", "1"), *BROKEN)
    here.presses(REPAIR)
    here.closes("1")
    here.presses(YesNo.NO)
    here.walks_away()
    book = here.is_over()
    assert book.holding("1").condition is Condition.QUARANTINED
    assert book.consignments[P1].stage is Stage.QUARANTINED
    assert kinds(book) == [TaskKind.TAKE_AWAY]


def test_a_lock_that_jams_again_makes_no_second_task() -> None:
    here = technician(*BROKEN, locks=(Jammed(),))
    here.presses(REPAIR)
    here.sees(PressDoor, label="1")
    here.presses(PressChoice.GIVE_UP)
    here.sees(Sorry, kind=SorryKind.JAMMED, kept=False)
    here.presses(SorryChoice.DONE)
    here.sees(StaffTasks)
    here.walks_away()
    assert kinds(here.is_over()) == [TaskKind.REPAIR]


def test_who_walks_away_from_the_question_leaves_the_doubt() -> None:
    here = technician(*doubtful("1"))
    here.presses(INSPECT)
    here.closes("1")
    here.walks_away()
    book = here.is_over()
    assert book.holding("1").condition is Condition.UNKNOWN
    assert kinds(book) == [TaskKind.INSPECT]


def test_nobody_else_answers_for_what_lies_inside() -> None:
    here = technician(*doubtful("1"))
    here.presses(INSPECT)
    here.waits()
    here.sees(TaskDoor, reminded=True)
    for _ in range(3):
        here.waits()
    here.is_parked_at("1")
    here.is_taken_up_again()
    here.closes("1")
    assert here.is_over().holding("1").condition is Condition.UNKNOWN


# --- from afar ----------------------------------------------------------------------------------


def from_afar(book: Ledger, by: PartyId = OPERATOR, locks: tuple[Opening, ...] = ()) -> Visit:
    home = scene("remote", book, cabinet("S"))
    return Visit(
        replace(home, journey=lambda desk: open_remotely(desk, by, "1", "a call"), begun=False), locks=locks
    )


def test_an_empty_compartment_is_opened_from_afar_and_free_again() -> None:
    here = from_afar(ledger(*staff()))
    assert here.replies == [Opened()]
    here.closes("1")
    book = here.is_over()
    assert not book.holdings
    assert not book.tasks


def test_what_lay_behind_a_door_opened_from_afar_is_in_doubt() -> None:
    here = from_afar(ledger(*staff(), *lying("p1", "1")))
    here.closes("1")
    book = here.is_over()
    assert book.holding("1").condition is Condition.UNKNOWN
    assert [c.id for c in book.waiting_for(RECIPIENT)] == [P1]
    assert kinds(book) == [TaskKind.INSPECT]


@pytest.mark.parametrize(
    ("outcome", "condition", "left"),
    [
        (Jammed(), Condition.BROKEN, [TaskKind.REPAIR]),
        (OutcomeUnknown("no reply"), Condition.UNKNOWN, [TaskKind.INSPECT]),
        (NotSent("line down"), Condition.KNOWN, []),
    ],
)
def test_an_opening_from_afar_that_fails_is_told_and_booked(
    outcome: Opening, condition: Condition, left: list[TaskKind]
) -> None:
    here = from_afar(ledger(*staff()), locks=(outcome,))
    book = here.is_over()
    assert here.replies == [outcome]
    assert book.holding("1").condition is condition
    assert kinds(book) == left


@pytest.mark.parametrize("who", [TECHNICIAN, RECIPIENT, PartyId("nobody")])
def test_only_an_operator_opens_from_afar(who: PartyId) -> None:
    here = from_afar(ledger(*staff()), who)
    assert here.replies == [Refused(Refusal.NO_CLAIM)]
    assert here.opened == []
    assert not here.is_over().tasks


def test_a_compartment_at_work_is_not_opened_from_afar() -> None:
    here = from_afar(ledger(Reserved("1"), visit=VisitId("other"), onto=ledger(*staff())))
    assert here.replies == [Refused(Refusal.OTHER_VISIT)]
    assert not here.is_over().tasks


def test_a_door_opened_from_afar_and_left_open_parks_its_visit() -> None:
    here = from_afar(ledger(*staff()))
    for _ in range(4):
        here.waits()
    here.is_parked_at("1")
    here.closes("1")
    here.is_over()
