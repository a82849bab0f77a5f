"""One of many: whoever of a group comes first may take it, nobody is named, and what is back is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.custody.doors.claims import entitled
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.events import GroupSet
from kiosk.custody.services.rules import (
    ChargeKind,
    ChargeRule,
    ChargeTime,
    ClockDeed,
    ClockRule,
    Deadline,
    Money,
    QuotaRule,
    Selector,
    SelectorKind,
    ServiceRules,
    Span,
    StepRule,
    ThingRule,
)
from kiosk.custody.services.verbs import Verb, begins_with, return_of
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.doubts import put_in_or_kept
from kiosk.custody.things.events import (
    CheckNeeded,
    Collected,
    Deposited,
    FoundInOrder,
    LegsChanged,
    MarkedUnknown,
)
from kiosk.custody.things.pools import back_by, borrowed, check_after, may_take, pool_of, to_take
from kiosk.custody.things.quotas import has_enough
from kiosk.custody.words import Act, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from tests.custody.book import ANNA, BEN, COURIER, NOON, P1, P2, STAFF, after, cabinet, compartment
from tests.custody.services.shop import BRING, HOUR, coming, service

CABINET = cabinet(*(compartment(label, "S", 90.0 - 20 * at) for at, label in enumerate("123")))
MEMBERS = Selector(SelectorKind.GROUP, "members")
HOLDER = Selector(SelectorKind.HOLDER)
KEEPER = Selector(SelectorKind.ROLE, "courier")
TAKE = StepRule("take", Act.COLLECT, (MEMBERS,), quota=QuotaRule(1, holding=True))
LATE = ClockRule(
    then=(Deadline(Span(24 * HOUR), ClockDeed.REMIND), Deadline(Span(72 * HOUR), ClockDeed.KEEP))
)
BACK = StepRule("back", Act.DEPOSIT, (HOLDER,), clock=LATE)


def lending(take: StepRule = TAKE, back: StepRule = BACK, *, check: bool = False) -> ServiceRules:
    rules = service(replace(BRING, name="stock"), take, back, name="loan", again="take")
    return replace(rules, things=(ThingRule("thing", again="take", check=KEEPER if check else None),))


LOAN = lending()


def library(rules: ServiceRules = LOAN) -> Ledger:
    """Anna is a member; two are there, the second since an hour later."""
    book = after(*STAFF, GroupSet("members", (ANNA,)), *coming(rules, P1), *coming(rules, P2), actor=COURIER)
    book = after(Deposited(P1, "1"), onto=book, at=NOON, actor=COURIER)
    return after(Deposited(P2, "2"), onto=book, at=NOON + timedelta(hours=1), actor=COURIER)


def on(book: Ledger, *events: Event, hours: float = 2, actor: str = ANNA) -> Ledger:
    return after(*events, onto=book, at=NOON + timedelta(hours=hours), actor=actor)


def test_a_member_may_take_any_and_nobody_else_may_take_one() -> None:
    book = library()
    assert [t.id for t in to_take(book, CABINET, "loan", ANNA)] == [P1, P2]
    assert to_take(book, CABINET, "loan", BEN) == ()
    assert all(entitled(book, ANNA, t) and not entitled(book, BEN, t) for t in pool_of(book, "loan"))


def test_what_is_one_of_many_waits_for_nobody_by_name() -> None:
    assert library().waiting_for(ANNA) == ()


def test_what_is_taken_is_theirs_to_bring_back_and_then_anybodys() -> None:
    out = on(library(), Collected(P1, "1"))
    assert [t.id for t in borrowed(out, ANNA)] == [P1]
    assert [t.id for t in to_take(out, CABINET, "loan", ANNA)] == [P2]
    assert has_enough(out, None, ANNA, "loan", "take", TAKE.quota, NOON)
    back = on(out, Deposited(P1, "3"), hours=5)
    assert borrowed(back, ANNA) == ()
    assert [t.id for t in to_take(back, CABINET, "loan", ANNA)] == [P2, P1]
    assert not has_enough(back, None, ANNA, "loan", "take", TAKE.quota, NOON)


def test_what_is_behind_a_door_in_doubt_is_not_offered() -> None:
    book = on(library(), MarkedUnknown("1", Why.REPORTED))
    assert [t.id for t in to_take(book, CABINET, "loan", ANNA)] == [P2]


def test_a_slot_that_nobody_was_named_for_is_whoever_comes() -> None:
    rental = lending(replace(TAKE, by=(Selector(SelectorKind.PERSON, "customer"),)))
    assert begins_with(rental, Verb.BORROW) == rental.step("take")
    book = library(LOAN)
    thing = book.consignments[P1]
    leg = replace(thing.leg, by=(Selector(SelectorKind.PERSON, "customer"),))
    anyones = on(book, LegsChanged(P1, (leg, *thing.legs[1:])))
    assert may_take(anyones, BEN, anyones.consignments[P1])


def test_a_parcel_for_one_person_or_their_group_is_no_pool() -> None:
    both = replace(TAKE, by=(Selector(SelectorKind.PERSON, "employee"), MEMBERS))
    book = after(
        *STAFF, GroupSet("members", (BEN,)), *coming(lending(both), P1, employee=ANNA), actor=COURIER
    )
    here = on(book, Deposited(P1, "1"), actor=COURIER)
    assert not here.consignments[P1].pooled
    assert [t.id for t in here.waiting_for(BEN)] == [P1]
    assert [t.id for t in here.waiting_for(ANNA)] == [P1]


def test_what_is_recalled_is_no_longer_one_of_many() -> None:
    thing = library().consignments[P1]
    back = replace(thing.leg, by=(KEEPER,), recalled=True, was=thing.leg.by)
    recalled = on(library(), LegsChanged(P1, (back,)))
    assert [t.id for t in to_take(recalled, CABINET, "loan", ANNA)] == [P2]


def test_what_comes_back_is_nobodys_before_somebody_has_looked() -> None:
    out = on(library(lending(check=True)), Collected(P1, "1"))
    events = (Deposited(P1, "3"), *check_after(out, out.consignments[P1], "3"))
    assert [type(e) for e in events] == [Deposited, CheckNeeded, TaskMade]
    back = on(out, *events, hours=5)
    assert not entitled(back, ANNA, back.consignments[P1])
    assert [t.kind for t in back.tasks_for("courier")] == [TaskKind.CHECK]
    right = on(back, FoundInOrder(P1), hours=6, actor=COURIER)
    assert entitled(right, ANNA, right.consignments[P1])


def test_a_first_deposit_is_not_looked_at() -> None:
    rules = lending(check=True)
    new = after(*STAFF, *coming(rules, P1), actor=COURIER)
    assert list(check_after(new, new.consignments[P1], "1")) == []


def test_where_nobody_knows_whether_it_came_back_a_person_looks_and_it_is_there_or_with_them() -> None:
    out = on(library(lending(check=True)), Collected(P1, "1"))
    look = TaskMade("look", TaskKind.INSPECT, "3", "technician", about=P1)  # type: ignore[arg-type]  # an id
    doubted = on(out, MarkedUnknown("3", Why.INTERRUPTED), look)
    assert list(put_in_or_kept(doubted, "3", empty=True)) == []
    there = tuple(put_in_or_kept(doubted, "3", empty=False))
    assert there[:2] == (Deposited(P1, "3"), CheckNeeded(P1))


def test_it_is_to_be_back_when_it_begins_to_cost_and_else_when_nobody_waits_any_more() -> None:
    step = LOAN.step("back")
    assert step is not None
    assert return_of(LOAN, "thing") == step
    clock, calendar = RetentionClock(NOON), Calendar()
    assert back_by(step, clock, calendar, NOON) == NOON + timedelta(hours=72)
    fee = ChargeRule(
        "late",
        ChargeKind.PRICE,
        ChargeTime.AFTER,
        Money(200, "EUR"),
        per=Span(24 * HOUR),
        free=Span(48 * HOUR),
    )
    assert back_by(replace(step, charges=(fee,)), clock, calendar, NOON) == NOON + timedelta(hours=48)
    assert back_by(replace(step, clock=None), clock, calendar, NOON) is None
