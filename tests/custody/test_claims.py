"""The rule that every opening passes: one table of refusals, and what lets a door open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.claims import Refusal, can_reopen, entitled, may_open, work_for
from kiosk.custody.doors.events import (
    DoorForced,
    DoorsDown,
    DoorShut,
    OpeningAdded,
    OpeningEnded,
    OpeningIntended,
    VisitEnded,
)
from kiosk.custody.event import Event
from kiosk.custody.ids import GrantId, IntentId, PartyId, TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.events import StaffRemoved
from kiosk.custody.things.events import (
    Announced,
    Collected,
    Deposited,
    MarkedBroken,
    MarkedUnknown,
    Quarantined,
    Released,
    Reserved,
)
from kiosk.custody.words import Act, Audience, DoorResult, Ending, TaskKind, Why
from kiosk.custody.work.events import TaskDone, TaskMade
from tests.custody.book import (
    ANNA,
    BEN,
    COURIER,
    NOON,
    OTHER,
    P1,
    P2,
    STAFF,
    TECHNICIAN,
    VISIT,
    G,
    after,
    announced,
    cabinet,
    compartment,
    facts,
    granted,
    later,
    lying,
    opened,
    signed_in,
)

SHUT = DoorShut("1")
INSPECT = TaskMade(TaskId("t1"), TaskKind.INSPECT, "1", "technician")
TWO_DOORS = cabinet(compartment("1", "S", 90, rear=True), compartment("2", "S", 50))


def asked(
    who: PartyId,
    act: Act,
    source: str,
    *happened: Event,
    before: tuple[Event, ...] = (),
    audience: Audience = Audience.VISITOR,
) -> Ledger:
    """P1 is in compartment 1 for Anna, P2 is announced; a visit of `who` with a grant at 1."""
    book = after(*STAFF, *lying(P1, "1"), announced(P2), *before)
    return after(*signed_in(who, audience), granted(who, act, source, "1"), *happened, visit=VISIT, onto=book)


def answer(
    book: Ledger, door: str = "1", where: Cabinet | None = None, now: datetime = NOON
) -> Refusal | None:
    return may_open(facts(book, where, now), VISIT, G, door)


ANNAS = asked(ANNA, Act.COLLECT, P1)


def tried(*results: DoorResult) -> Ledger:
    """Anna's visit after so many tries of its door, with one more opening left."""
    book = ANNAS
    for number, result in enumerate(results):
        intent = IntentId(f"try {number}")
        book = after(
            OpeningIntended(intent, G, "1"),
            OpeningEnded(intent, result),
            OpeningAdded(G, Act.COLLECT),
            visit=VISIT,
            onto=book,
        )
    return book


def test_whose_it_is_may_open_it() -> None:
    assert answer(ANNAS) is None


def test_a_lock_that_held_may_be_told_twice_more() -> None:
    assert answer(tried(DoorResult.JAMMED)) is None
    assert answer(tried(DoorResult.JAMMED, DoorResult.JAMMED)) is None


def test_what_lies_behind_a_lock_that_held_may_be_fetched_by_its_owner_and_nothing_be_put_in() -> None:
    stuck = (MarkedBroken("1", Why.JAMMED),)
    assert answer(asked(ANNA, Act.COLLECT, P1, before=stuck)) is None
    emptied = (Collected(P1, "1"), *stuck)
    couriers = asked(COURIER, Act.DEPOSIT, P2, before=emptied, audience=Audience.STAFF)
    assert answer(couriers) is Refusal.CONDITION


@pytest.mark.parametrize(
    ("book", "refusal"),
    [
        (after(*signed_in(ANNA), visit=VISIT, onto=after(*lying(P1, "1"))), Refusal.NO_GRANT),
        (after(VisitEnded(Ending.LEFT), visit=VISIT, onto=ANNAS), Refusal.NO_GRANT),
        (replace(ANNAS, visits={}), Refusal.NO_GRANT),
        (asked(ANNA, Act.COLLECT, P1, *opened("1", DoorResult.NOT_SENT)), Refusal.USED_UP),
        (asked(ANNA, Act.COLLECT, P1, *opened("1"), SHUT), Refusal.USED_UP),
        (after(granted(BEN, Act.COLLECT, P1, "1"), visit=VISIT, onto=ANNAS), Refusal.NOT_PROVEN),
        (after(Reserved("1"), visit=OTHER, onto=ANNAS), Refusal.OTHER_VISIT),
        (after(DoorsDown(("1",), "line down"), onto=ANNAS), Refusal.DOOR_DOWN),
        (after(DoorForced("1"), onto=ANNAS), Refusal.ALREADY_OPEN),
        (after(MarkedUnknown("1", Why.FORCED), onto=ANNAS), Refusal.CONDITION),
        (after(MarkedBroken("1", Why.WITHDRAWN), onto=ANNAS), Refusal.CONDITION),
        (
            after(
                MarkedBroken("1", Why.WITHDRAWN),
                MarkedBroken("1", Why.JAMMED),
                onto=ANNAS,
            ),
            Refusal.CONDITION,
        ),
        (tried(DoorResult.UNKNOWN), Refusal.STUCK),
        (tried(*[DoorResult.JAMMED] * 3), Refusal.STUCK),
        (after(Quarantined("1", Why.REPORTED), onto=ANNAS), Refusal.CONDITION),
        (asked(BEN, Act.COLLECT, P1), Refusal.NO_CLAIM),
        (asked(ANNA, Act.COLLECT, P2), Refusal.NO_CLAIM),
        (asked(ANNA, Act.COLLECT, "nothing"), Refusal.NO_CLAIM),
        (after(Collected(P1, "1"), onto=ANNAS), Refusal.NO_CLAIM),
        (asked(ANNA, Act.DEPOSIT, P2, before=(Collected(P1, "1"),)), Refusal.NO_CLAIM),
        (asked(ANNA, Act.UNDO, P1), Refusal.NO_CLAIM),
        (asked(ANNA, Act.REOPEN, P1), Refusal.NO_CLAIM),
        (asked(ANNA, Act.WORK, "t1", before=(INSPECT,)), Refusal.NO_CLAIM),
        (asked(COURIER, Act.WORK, "t1", before=(INSPECT,)), Refusal.NO_CLAIM),
        (asked(TECHNICIAN, Act.WORK, "t1", TaskDone(TaskId("t1")), before=(INSPECT,)), Refusal.NO_CLAIM),
        (asked(TECHNICIAN, Act.WORK, "t1", before=(INSPECT, StaffRemoved(TECHNICIAN))), Refusal.NO_CLAIM),
        (asked(COURIER, Act.DEPOSIT, P2), Refusal.NO_CLAIM),
        (asked(COURIER, Act.COLLECT, P1), Refusal.NO_CLAIM),
    ],
)
def test_a_door_stays_shut(book: Ledger, refusal: Refusal) -> None:
    assert answer(book) is refusal


def test_a_grant_opens_its_own_compartment_only() -> None:
    assert answer(ANNAS, "2") is Refusal.NOT_THIS_DOOR
    assert answer(ANNAS, "99") is Refusal.NOT_THIS_DOOR


def test_a_grant_of_another_visit_opens_nothing() -> None:
    assert may_open(facts(ANNAS), OTHER, G, "1") is Refusal.NO_GRANT
    assert may_open(facts(ANNAS), VISIT, GrantId("made up"), "1") is Refusal.NO_GRANT


def test_each_door_of_a_compartment_is_asked_about_by_itself() -> None:
    assert answer(ANNAS, "1/rear", TWO_DOORS) is None
    down = after(DoorsDown(("1/rear",), "line down"), onto=ANNAS)
    assert answer(down, "1/rear", TWO_DOORS) is Refusal.DOOR_DOWN
    assert answer(down, "1", TWO_DOORS) is None


def test_a_courier_may_put_into_an_empty_one() -> None:
    empty = (Collected(P1, "1"),)
    book = asked(COURIER, Act.DEPOSIT, P2, before=empty, audience=Audience.STAFF)
    assert answer(book) is None


def test_a_courier_of_another_carrier_may_not() -> None:
    book = asked(COURIER, Act.DEPOSIT, P2, before=(Collected(P1, "1"),), audience=Audience.STAFF)
    alien = {k: replace(c, principal="other") for k, c in book.consignments.items()}
    assert answer(replace(book, consignments=alien)) is Refusal.NO_CLAIM


def test_what_this_visit_put_in_may_come_out() -> None:
    begun = after(*signed_in(COURIER, Audience.STAFF), visit=VISIT, onto=after(*STAFF, announced(P1)))
    put = after(Deposited(P1, "1"), granted(COURIER, Act.UNDO, P1, "1"), visit=VISIT, onto=begun)
    assert answer(put) is None
    assert answer(after(Collected(P1, "1"), onto=put)) is Refusal.NO_CLAIM


@pytest.mark.parametrize(
    "state",
    [
        (MarkedUnknown("1", Why.REPORTED),),
        (MarkedBroken("1", Why.JAMMED),),
        (Quarantined("1", Why.REPORTED),),
    ],
)
def test_work_is_done_in_any_condition(state: tuple[Event, ...]) -> None:
    book = asked(TECHNICIAN, Act.WORK, "t1", before=(INSPECT, *state), audience=Audience.STAFF)
    assert answer(book) is None


# --- once more ----------------------------------------------------------------------------------

TAKEN = asked(ANNA, Act.COLLECT, P1, *opened("1"), SHUT, Collected(P1, "1"))
AGAIN = after(OpeningAdded(G, Act.REOPEN), visit=VISIT, onto=TAKEN)


def reopenable(book: Ledger, now: datetime = NOON) -> bool:
    return can_reopen(facts(book, now=now), book.visits[VISIT], "1")


def test_once_more_within_the_grace() -> None:
    assert reopenable(TAKEN)
    assert answer(AGAIN, now=later(60)) is None
    assert answer(AGAIN, now=later(61)) is Refusal.NO_CLAIM
    assert not reopenable(TAKEN, later(61))


def test_once_means_once() -> None:
    looked = after(*opened("1"), SHUT, Released("1"), visit=VISIT, onto=AGAIN)
    assert not reopenable(looked)
    assert answer(after(OpeningAdded(G, Act.REOPEN), visit=VISIT, onto=looked)) is Refusal.NO_CLAIM


def test_what_was_not_sent_does_not_count() -> None:
    tried = after(*opened("1", DoorResult.NOT_SENT), OpeningAdded(G, Act.REOPEN), visit=VISIT, onto=AGAIN)
    assert reopenable(tried)
    assert answer(tried) is None


def test_no_second_look_once_something_else_lies_there_or_the_lock_is_broken() -> None:
    assert not reopenable(after(Deposited(P2, "1"), onto=TAKEN))
    assert not reopenable(after(MarkedBroken("1", Why.JAMMED), onto=TAKEN))
    assert answer(after(Deposited(P2, "1"), onto=AGAIN)) is Refusal.NO_CLAIM


# --- whose work ---------------------------------------------------------------------------------


def test_a_role_does_its_own_tasks() -> None:
    book = after(*STAFF, INSPECT)
    assert [t.id for t in work_for(book, TECHNICIAN)] == ["t1"]
    assert work_for(book, COURIER) == ()
    assert work_for(book, ANNA) == ()


def test_refused_things_are_taken_away_by_their_own_carrier() -> None:
    away = TaskMade(TaskId("t2"), TaskKind.TAKE_AWAY, "1", "courier")
    book = after(*STAFF, *lying(P1, "1"), away)
    assert [t.id for t in work_for(book, COURIER)] == ["t2"]
    alien = {k: replace(c, principal="other") for k, c in book.consignments.items()}
    assert work_for(replace(book, consignments=alien), COURIER) == ()


def test_a_leg_is_for_a_party_or_for_a_role_of_its_principal() -> None:
    book = after(*STAFF, *lying(P1, "1"), announced(P2))
    assert entitled(book, ANNA, book.consignments[P1])
    assert not entitled(book, BEN, book.consignments[P1])
    assert entitled(book, COURIER, book.consignments[P2])
    assert not entitled(book, TECHNICIAN, book.consignments[P2])


def test_a_thing_without_a_leg_is_nobodys() -> None:
    book = after(*STAFF, Announced(P1, "parcel", ()), Deposited(P1, "1"))
    assert not entitled(book, ANNA, book.consignments[P1])
    assert not entitled(book, COURIER, book.consignments[P1])
