"""However a visit to a rented space ends: nothing is lost, and nobody keeps a space they never opened."""

from __future__ import annotations

import pytest

from kiosk.custody.doors.events import DoorOpenedLate, DoorShut, VisitBegan, VisitEnded
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.spaces.closing import ended, extended, looked
from kiosk.custody.spaces.events import TenancyEnded, TenancyExtended, TenancyUsed
from kiosk.custody.things.events import Inspected, MarkedBroken, MarkedUnknown, Reserved
from kiosk.custody.words import Act, Condition, DoorResult, Ending, TaskKind, TenancyEnd, Why
from kiosk.custody.work.events import TaskDone, TaskMade
from tests.custody.book import ANNA, NOON, VISIT, I, after, granted, opened, signed_in
from tests.custody.spaces.lockers import DAY, T, begun, rented, renting

SHUT = DoorShut("1")
USED = TenancyUsed(T, "1")
BEGINS = (VisitBegan("space", "harbour"), Reserved("1"), begun(), granted(ANNA, Act.BEGIN, T, "1"))


def closing(book: Ledger) -> tuple[Event, ...]:
    return settle(book, VISIT, Ending.INTERRUPTED)


def settled(book: Ledger) -> Ledger:
    return after(*closing(book), visit=VISIT, onto=book)


def test_what_was_begun_and_never_opened_ends_with_the_visit() -> None:
    for upto in (BEGINS[:3], BEGINS, (*BEGINS, *opened("1", DoorResult.NOT_SENT))):
        book = renting(*upto)
        assert closing(book) == (TenancyEnded(T, "1", TenancyEnd.NOT_BEGUN), VisitEnded(Ending.INTERRUPTED))
        assert settled(book).holdings == {}
        assert settled(book).tenancies == {}


def test_what_jammed_is_nobodys_and_broken() -> None:
    book = settled(renting(*BEGINS, *opened("1", DoorResult.JAMMED)))
    assert book.tenancies == {}
    assert book.holding("1").condition is Condition.BROKEN
    assert book.holding("1").tenancy is None


@pytest.mark.parametrize("result", [None, DoorResult.UNKNOWN])
def test_where_nobody_knows_whether_it_opened_it_stands_until_somebody_has_looked(
    result: DoorResult | None,
) -> None:
    book = settled(renting(*BEGINS, *opened("1", result)))
    assert book.holding("1").condition is Condition.UNKNOWN
    assert [t.kind for t in book.tasks.values()] == [TaskKind.INSPECT]
    empty = after(Inspected("1", empty=True), *looked(book, "1", empty=True), onto=book)
    assert empty.tenancies == {}
    assert empty.holding("1").condition is Condition.KNOWN
    full = after(Inspected("1", empty=False), *looked(book, "1", empty=False), onto=book)
    assert full.tenancies[T].opened
    assert full.holding("1").condition is Condition.KNOWN


def test_what_was_opened_stays_its_holders_and_is_in_no_doubt_once_shut() -> None:
    book = renting(*BEGINS, *opened("1"), SHUT)
    assert closing(book) == (VisitEnded(Ending.INTERRUPTED),)
    assert settled(book).tenancies[T].opened
    assert settled(book).holding("1").held_by is None


def test_a_door_that_stands_open_is_looked_at_and_the_space_stays_its_holders() -> None:
    book = settled(renting(*BEGINS, *opened("1")))
    assert book.holding("1").condition is Condition.UNKNOWN
    assert book.tenancies[T].opened
    for empty in (True, False):
        seen = after(Inspected("1", empty=empty), *looked(book, "1", empty=empty), onto=book)
        assert T in seen.tenancies
        assert seen.holding("1").condition is Condition.KNOWN


def test_a_door_that_came_open_late_is_handed_over_too() -> None:
    book = renting(*BEGINS, *opened("1", DoorResult.JAMMED), DoorOpenedLate("1", I), SHUT)
    assert settled(book).tenancies[T].opened


@pytest.mark.parametrize("act", [Act.USE, Act.END])
@pytest.mark.parametrize("result", [*DoorResult, None])
def test_whatever_happens_to_an_opening_the_space_stays_its_holders(
    act: Act, result: DoorResult | None
) -> None:
    came = (*signed_in(ANNA), granted(ANNA, act, T, "1"), *opened("1", result))
    for more in ((), (SHUT,)):
        book = settled(after(*came, *more, visit=VISIT, onto=rented(USED)))
        assert book.tenancies[T].opened
        assert book.holding("1").tenancy == T


def test_a_space_that_was_ordered_and_not_opened_yet_survives_visits_and_looks() -> None:
    came = (*signed_in(ANNA), granted(ANNA, Act.BEGIN, T, "1"), *opened("1", DoorResult.UNKNOWN))
    book = settled(after(*came, visit=VISIT, onto=rented()))
    assert T in book.tenancies
    assert tuple(looked(book, "1", empty=True)) == ()


def test_another_compartment_takes_the_place_of_one_that_jams() -> None:
    book = renting(*BEGINS, *opened("1", DoorResult.JAMMED))
    moved = (*ended(book, book.tenancies[T], TenancyEnd.MOVED), Reserved("2"), begun("2"))
    book = after(*moved, visit=VISIT, onto=book)
    assert book.holding("1").tenancy is None
    assert book.holding("2").tenancy == T
    assert book.tenancies[T].compartment == "2"
    assert book.visits[VISIT].tenancies == (T,)
    assert ConsignmentId(T) not in book.departed


def test_what_ends_or_lasts_longer_needs_no_work_any_more() -> None:
    tasks = tuple(
        TaskMade(TaskId(kind), kind, "1", "technician")
        for kind in (TaskKind.CLEAR, TaskKind.OVERSTAYED, TaskKind.REPAIR)
    )
    book = rented(USED, *tasks)
    done = (TaskDone(TaskId("clear")), TaskDone(TaskId("overstayed")))
    over = ended(book, book.tenancies[T], TenancyEnd.GIVEN_BACK)
    assert over == (TenancyEnded(T, "1", TenancyEnd.GIVEN_BACK), *done)
    longer = extended(book, book.tenancies[T], NOON + 2 * DAY)
    assert longer == (TenancyExtended(T, NOON + 2 * DAY), *done)
    assert after(*over, onto=book).departed[ConsignmentId(T)].service == "storage"


def test_of_an_unknown_space_nothing_is_told() -> None:
    book = after(MarkedUnknown("1", Why.FORCED), MarkedBroken("2", Why.JAMMED))
    assert tuple(looked(book, "1", empty=False)) == ()
