"""However a visit ends, its unfinished work becomes events; in doubt a person is asked."""

from __future__ import annotations

import pytest

from kiosk.custody.doors.events import DoorShut, OpeningAdded, OpeningEnded, OpeningIntended, VisitEnded
from kiosk.custody.doors.settle import INSPECTORS, out_of_use, settle, task_for
from kiosk.custody.event import Event
from kiosk.custody.ids import IntentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.things.events import Collected, LeftInside, MarkedBroken, MarkedUnknown, Reserved
from kiosk.custody.words import Act, Audience, Condition, DoorResult, Ending, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from tests.custody.book import (
    ANNA,
    COURIER,
    OTHER,
    P1,
    STAFF,
    VISIT,
    G,
    I,
    after,
    granted,
    lying,
    opened,
    signed_in,
)

SHUT = DoorShut("1")
MORE = OpeningAdded(G, Act.COLLECT)

J = IntentId("another")
AGAIN = (OpeningIntended(J, G, "1"),)


def collecting(*events: Event) -> Ledger:
    """Anna's visit to parcel p1 in compartment 1, up to these events."""
    book = after(*STAFF, *lying(P1, "1"))
    begun = (*signed_in(ANNA), granted(ANNA, Act.COLLECT, P1, "1"))
    return after(*begun, *events, visit=VISIT, onto=book)


def closing(book: Ledger, how: Ending = Ending.INTERRUPTED) -> tuple[Event, ...]:
    return settle(book, VISIT, how)


def test_a_visit_in_which_nothing_opened_just_ends() -> None:
    assert closing(collecting(), Ending.LEFT) == (VisitEnded(Ending.LEFT),)


def test_a_settled_visit_needs_nothing_more() -> None:
    assert closing(after()) == ()


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        (opened("1", None), Why.OUTCOME_UNKNOWN),
        (opened("1", DoorResult.UNKNOWN), Why.OUTCOME_UNKNOWN),
        (opened("1", DoorResult.OPENED), Why.INTERRUPTED),
        ((*opened("1"), SHUT), Why.NOT_CONFIRMED),
        ((*opened("1"), SHUT, MORE, *AGAIN, OpeningEnded(J, DoorResult.NOT_SENT)), Why.NOT_CONFIRMED),
        ((*opened("1"), SHUT, MORE, *AGAIN), Why.OUTCOME_UNKNOWN),
    ],
)
def test_what_is_in_doubt_is_marked_and_looked_into(happened: tuple[Event, ...], why: Why) -> None:
    book = collecting(*happened)
    events = closing(book)
    assert MarkedUnknown("1", why) in events
    made = [event for event in events if isinstance(event, TaskMade)]
    assert [(t.kind, t.compartment, t.role) for t in made] == [(TaskKind.INSPECT, "1", INSPECTORS)]
    settled = after(*events, visit=VISIT, onto=book)
    assert settled.holding("1").condition is Condition.UNKNOWN
    assert [c.id for c in settled.waiting_for(ANNA)] == [P1]


def test_an_intent_without_an_outcome_gets_one() -> None:
    ended = [event for event in closing(collecting(*opened("1", None))) if isinstance(event, OpeningEnded)]
    assert [(event.intent, event.result) for event in ended] == [(I, DoorResult.UNKNOWN)]


def test_a_jam_that_was_not_booked_yet_is_booked() -> None:
    events = closing(collecting(*opened("1", DoorResult.JAMMED)))
    assert MarkedBroken("1", Why.JAMMED) in events
    assert [t.kind for t in events if isinstance(t, TaskMade)] == [TaskKind.REPAIR]


@pytest.mark.parametrize(
    "happened",
    [
        opened("1", DoorResult.NOT_SENT),
        (*opened("1"), SHUT, Collected(P1, "1")),
        (*opened("1"), SHUT, LeftInside(P1, "1")),
        (*opened("1", DoorResult.JAMMED), *out_of_use(after(), VISIT, "1", Why.JAMMED)),
        (*opened("1"), SHUT, *out_of_use(after(), VISIT, "1", Why.REPORTED)),
    ],
)
def test_what_is_accounted_for_needs_no_look(happened: tuple[Event, ...]) -> None:
    assert closing(collecting(*happened)) == (VisitEnded(Ending.INTERRUPTED),)


def test_a_door_that_stands_open_is_in_doubt_whatever_was_said() -> None:
    book = collecting(*opened("1"), Collected(P1, "1"))
    assert MarkedUnknown("1", Why.INTERRUPTED) in closing(book)


def test_only_its_own_compartments() -> None:
    book = after(Reserved("2"), visit=OTHER, onto=collecting(*opened("1")))
    settled = after(*closing(book), visit=VISIT, onto=book)
    assert settled.holding("1").held_by is None
    assert settled.holding("2").held_by == OTHER


def test_the_same_task_is_not_made_twice() -> None:
    book = after(*task_for(after(), OTHER, TaskKind.INSPECT, "1", INSPECTORS), onto=collecting(*opened("1")))
    events = closing(book)
    assert MarkedUnknown("1", Why.INTERRUPTED) in events
    assert not [t for t in events if isinstance(t, TaskMade)]


def test_a_task_of_another_kind_does_not_stand_in() -> None:
    book = after(*task_for(after(), OTHER, TaskKind.REPAIR, "1", INSPECTORS), onto=collecting(*opened("1")))
    assert [t.kind for t in closing(book) if isinstance(t, TaskMade)] == [TaskKind.INSPECT]


def test_a_courier_who_vanished_leaves_what_is_in_where_it_is() -> None:
    book = after(*STAFF, *lying(P1, "1"))
    begun = after(*signed_in(COURIER, Audience.STAFF), visit=VISIT, onto=book)
    settled = after(*closing(begun, Ending.IDLE), visit=VISIT, onto=begun)
    assert [c.id for c in settled.waiting_for(ANNA)] == [P1]
