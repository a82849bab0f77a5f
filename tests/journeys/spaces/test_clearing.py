"""Staff empty a space when nobody comes: what they find is kept, and nothing else is touched."""

from __future__ import annotations

from kiosk.access.credentials import Proved
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.services.rules import SelectorKind
from kiosk.custody.spaces.closing import KEPT
from kiosk.custody.things.events import CareNeeded
from kiosk.custody.words import Act, Audience, Condition, Stage, TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.screen import BackChoice, OkChoice, Picked, YesNo
from kiosk.journeys.spaces.screens import FoundChoice, MarkFind, WhatWasInside
from kiosk.journeys.work.screens import IsItEmpty, StaffTasks, TaskDoor, WorkMessage, WorkWord
from kiosk.journeys.work.tasks import tasks
from tests.custody.spaces.lockers import T, holder
from tests.journeys.scenes.scenes import (
    RECIPIENT,
    TECHNICIAN,
    cabinet,
    doubtful,
    ledger,
    scene,
    signed_in,
    staff,
    task,
)
from tests.journeys.scenes.spaces import rented
from tests.journeys.steps import Visit

CLEAR = Picked("to clear 1")


def technician(*events: Event) -> Visit:
    home = scene("work", ledger(*staff(), *events), cabinet("S", "S"))
    return Visit(signed_in(Proved(TECHNICIAN, Audience.STAFF), tasks, home))


def test_what_staff_take_out_of_a_space_is_kept_for_its_tenant_under_a_number() -> None:
    here = technician(*rented(), task(TaskKind.CLEAR, "1"))
    here.presses(CLEAR)
    here.sees(TaskDoor, label="1", kind=TaskKind.CLEAR)
    here.closes("1")
    here.sees(WhatWasInside, label="1")
    here.presses(FoundChoice.TAKEN_OUT)
    here.sees(MarkFind, code="K0000000", label="1")
    here.presses(OkChoice.OK)
    here.sees(StaffTasks, tasks=())
    here.presses(BackChoice.BACK)
    book = here.is_over()
    kept = book.consignments[ConsignmentId(T)]
    assert (kept.kind, kept.stage, kept.holder) == (KEPT, Stage.ANNOUNCED, TECHNICIAN)
    assert [(leg.act, leg.by[0].kind) for leg in kept.legs] == [
        (Act.DEPOSIT, SelectorKind.HOLDER),
        (Act.COLLECT, SelectorKind.PARTY),
    ]
    assert kept.legs[1].by == (holder(RECIPIENT),)
    assert book.tenancies == {}
    assert book.holdings == {}


def test_an_empty_space_is_free_again() -> None:
    here = technician(*rented(), task(TaskKind.CLEAR, "1"))
    here.presses(CLEAR)
    here.closes("1")
    here.presses(FoundChoice.NOTHING)
    here.presses(BackChoice.BACK)
    book = here.is_over()
    assert (book.tenancies, book.holdings, book.consignments, book.tasks) == ({}, {}, {}, {})


def test_what_they_leave_inside_stays_to_be_cleared() -> None:
    here = technician(*rented(), task(TaskKind.CLEAR, "1"))
    here.presses(CLEAR)
    here.closes("1")
    here.presses(FoundChoice.STILL_INSIDE)
    here.presses(BackChoice.BACK)
    book = here.is_over()
    assert T in book.tenancies
    assert [t.kind for t in book.tasks.values()] == [TaskKind.CLEAR]


def test_who_stays_for_too_long_is_talked_to_and_keeps_the_space() -> None:
    here = technician(*rented(), task(TaskKind.OVERSTAYED, "1"))
    here.presses(Picked("to overstayed 1"))
    here.sees(WorkMessage, word=WorkWord.OVERSTAYED, label="1")
    here.presses(OkChoice.OK)
    here.presses(BackChoice.BACK)
    book = here.is_over()
    assert here.opened == []
    assert (list(book.tenancies), book.tasks) == ([T], {})


def test_a_look_into_a_space_in_doubt_takes_nothing_from_its_tenant() -> None:
    for answer in YesNo:
        here = technician(*rented(), *doubtful("1"))
        here.presses(Picked("to inspect 1"))
        here.closes("1")
        here.sees(IsItEmpty, label="1")
        here.presses(answer)
        here.presses(BackChoice.BACK)
        book = here.is_over()
        assert list(book.tenancies) == [T]
        assert book.holding("1").condition is Condition.KNOWN
        assert book.tasks == {}


def test_a_door_that_needs_care_is_clean_once_somebody_has_been_there() -> None:
    clean = TaskMade(TaskId("to clean 1"), TaskKind.CLEAN, "1", "technician", "wipe")
    here = technician(CareNeeded("1", "wipe"), clean)
    here.presses(Picked("to clean 1"))
    here.sees(TaskDoor, label="1", kind=TaskKind.CLEAN)
    here.closes("1")
    here.sees(StaffTasks, tasks=())
    here.presses(BackChoice.BACK)
    book = here.is_over()
    assert (book.holdings, book.tasks) == ({}, {})
