"""What follows when nobody comes: reminded, recalled, given as a task, written off; and never too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.custody.doors.claims import Refusal, entitled, may_open, to_take_along
from kiosk.custody.doors.events import DoorsDown, DoorsUp
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.ledger import Ledger
from kiosk.custody.machine.events import Alive, ClockMoved, MachineStarted
from kiosk.custody.proofs.events import StaffAdded
from kiosk.custody.services.binding import NobodyNamed, legs_of, slots_of
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.events import PauseBegan, PauseEnded
from kiosk.custody.services.rules import (
    ClockDeed,
    ClockRule,
    Deadline,
    PauseReason,
    Selector,
    SelectorKind,
    Span,
    StepRule,
)
from kiosk.custody.things.deadlines import due
from kiosk.custody.things.events import (
    Collected,
    DeadlineReached,
    Deposited,
    DepositUndone,
    LegsChanged,
    MarkedUnknown,
    Notified,
    Reserved,
    WrittenOff,
)
from kiosk.custody.words import Act, Audience, Stage, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from tests.custody.book import (
    ANNA,
    BEN,
    COURIER,
    NOON,
    P1,
    STAFF,
    VISIT,
    G,
    after,
    facts,
    granted,
    signed_in,
)
from tests.custody.services.shop import BRING, BRINGER, FETCH, HOUR, PARCEL, coming, service

CALENDAR = Calendar()
LYING = after(*STAFF, *coming(PARCEL, P1, recipient=ANNA), Deposited(P1, "1"), actor=COURIER)


def due_after(ledger: Ledger, hours: float) -> tuple[Event, ...]:
    return tuple(due(ledger, ledger.consignments[P1], CALENDAR, NOON + timedelta(hours=hours)))


def on(ledger: Ledger, *events: Event, hours: float, actor: str = "") -> Ledger:
    return after(*events, onto=ledger, at=NOON + timedelta(hours=hours), actor=actor)


def test_a_reminder_then_a_recall_each_once_and_not_a_second_early() -> None:
    assert due_after(LYING, 24 - 1 / 3600) == ()
    assert due_after(LYING, 24) == (DeadlineReached(P1, 0),)
    reminded = on(LYING, *due_after(LYING, 24), hours=24)
    assert due_after(reminded, 48 - 1 / 3600) == ()
    reached, changed = due_after(reminded, 48)
    assert reached == DeadlineReached(P1, 1)
    assert isinstance(changed, LegsChanged)
    recalled = on(reminded, reached, changed, hours=48)
    assert due_after(recalled, 1000) == ()


def test_what_is_recalled_is_the_couriers_and_the_recipients_no_more() -> None:
    recalled = on(LYING, *due_after(LYING, 24), hours=24)
    recalled = on(recalled, *due_after(recalled, 48), hours=48)
    thing = recalled.consignments[P1]
    assert entitled(recalled, COURIER, thing)
    assert not entitled(recalled, ANNA, thing)
    assert recalled.waiting_for(ANNA) == ()
    gone = on(recalled, Collected(P1, "1"), hours=49, actor=COURIER)
    assert P1 not in gone.consignments
    assert P1 in gone.departed


def test_what_goes_back_to_one_who_does_not_come_goes_to_the_next() -> None:
    crew = Selector(SelectorKind.ROLE, "crew")
    then = (Deadline(Span(HOUR), ClockDeed.RECALL, BRINGER), Deadline(Span(2 * HOUR), ClockDeed.RECALL, crew))
    kept = service(BRING, replace(FETCH, clock=ClockRule(then=then)))
    here = after(*STAFF, *coming(kept, P1, recipient=ANNA), Deposited(P1, "1"))
    first = on(here, *due_after(here, 1), hours=1)
    assert (first.consignments[P1].leg.by, due_after(first, 1.9)) == ((BRINGER,), ())
    second = on(first, *due_after(first, 2), hours=2)
    leg = second.consignments[P1].leg
    assert (leg.by, leg.recalled, [one.id for one in leg.was]) == ((crew,), True, [ANNA])
    assert due_after(second, 1000) == ()
    by_hand = on(here, LegsChanged(P1, (replace(here.consignments[P1].leg, recalled=True),)), hours=0.5)
    assert due_after(by_hand, 1000) == ()


def test_several_deadlines_that_passed_unseen_come_one_after_the_other() -> None:
    ledger = LYING
    for day in range(1, 6):
        ledger = on(ledger, Alive(), hours=24 * day)
    for _ in range(5):
        ledger = on(ledger, *due_after(ledger, 120), hours=120)
    assert ledger.consignments[P1].reached == 2
    assert ledger.consignments[P1].leg.recalled


def test_the_clock_stands_while_the_machine_is_off_the_door_down_or_the_site_closed() -> None:
    off = on(LYING, MachineStarted("1", "s", "3"), hours=10)
    assert due_after(off, 33) == ()
    assert due_after(off, 34)
    down = on(LYING, DoorsDown(("1",), "lock"), hours=1)
    down = on(down, DoorsUp(("1",)), hours=4)
    assert due_after(down, 26.9) == ()
    assert due_after(down, 27)
    closed = on(LYING, PauseBegan(PauseReason.CLOSED), hours=1)
    assert due_after(closed, 100) == ()
    closed = on(closed, PauseEnded(PauseReason.CLOSED), hours=101)
    assert due_after(closed, 123.9) == ()
    assert due_after(closed, 124)


def test_a_clock_that_is_set_by_years_makes_nothing_due_and_stops_nothing() -> None:
    hours = 10 * 365 * 24
    ahead = on(LYING, ClockMoved(hours * 3600), hours=hours + 1)
    assert due_after(ahead, hours + 23.9) == ()
    assert due_after(ahead, hours + 24)
    back = on(LYING, ClockMoved(-hours * 3600), hours=1 - hours)
    assert due_after(back, 23.9 - hours) == ()
    assert due_after(back, 24 - hours)


def test_overlapping_reasons_count_once() -> None:
    both = on(LYING, PauseBegan(PauseReason.CLOSED), hours=1)
    both = on(both, DoorsDown(("1",), "lock"), hours=2)
    both = on(both, PauseEnded(PauseReason.CLOSED), hours=3)
    assert due_after(both, 200) == ()
    both = on(both, DoorsUp(("1",)), hours=5)
    assert due_after(both, 27.9) == ()
    assert due_after(both, 28)


def test_a_reason_that_the_service_does_not_name_stops_nothing() -> None:
    closed = on(LYING, PauseBegan(PauseReason.TERMINAL), hours=1)
    assert due_after(closed, 24)


def test_nothing_is_due_of_what_a_visit_has_in_hand_or_of_what_nobody_knows() -> None:
    held = after(Reserved("1"), onto=LYING, visit=VISIT, at=NOON)
    assert due_after(held, 100) == ()
    unknown = on(LYING, MarkedUnknown("1", Why.INTERRUPTED), hours=1)
    assert due_after(unknown, 100) == ()


def test_a_notice_begins_the_clock_anew() -> None:
    told = on(LYING, Notified(P1), hours=10)
    assert due_after(told, 33.9) == ()
    assert due_after(told, 34) == (DeadlineReached(P1, 0),)


def test_undone_and_put_in_again_it_waits_anew() -> None:
    out = on(LYING, DepositUndone(P1, "1"), hours=1, actor=COURIER)
    assert due_after(out, 100) == ()
    again = on(out, Deposited(P1, "2"), hours=2, actor=COURIER)
    assert due_after(again, 25.9) == ()
    assert due_after(again, 26)


def test_an_alarm_is_a_task_to_take_it_away() -> None:
    alarm = ClockRule(then=(Deadline(Span(HOUR), ClockDeed.ALARM, BRINGER),))
    rules = service(BRING, replace(FETCH, clock=alarm), name="return")
    ledger = after(*STAFF, *coming(rules, P1, recipient=ANNA), Deposited(P1, "1"), actor=COURIER)
    reached, task = due_after(ledger, 1)
    assert reached == DeadlineReached(P1, 0)
    assert isinstance(task, TaskMade)
    assert (task.kind, task.compartment, task.role) == (TaskKind.TAKE_AWAY, "1", "courier")
    assert due_after(on(ledger, reached, task, hours=1), 2) == ()


def test_what_was_lent_comes_back_and_is_lent_again_or_written_off() -> None:
    back = Selector(SelectorKind.HOLDER)
    borrow = StepRule("borrow", Act.COLLECT, (Selector(SelectorKind.PERSON, "member"),))
    late = ClockRule(then=(Deadline(Span(72 * HOUR), ClockDeed.KEEP),))
    bring_back = StepRule("bring back", Act.DEPOSIT, (back,), clock=late)
    rules = service(replace(BRING, name="stock"), borrow, bring_back, name="loan", again="borrow")
    ledger = after(*STAFF, *coming(rules, P1, member=ANNA), Deposited(P1, "1"), actor=COURIER)
    out = on(ledger, Collected(P1, "1"), hours=1, actor=ANNA)
    thing = out.consignments[P1]
    assert (thing.stage, thing.compartment, thing.holder) == (Stage.ANNOUNCED, None, ANNA)
    assert out.departed == {}
    assert entitled(out, ANNA, thing)
    assert not entitled(out, BEN, thing)
    returned = on(out, Deposited(P1, "2"), hours=2, actor=ANNA)
    assert returned.consignments[P1].leg.step == "borrow"
    assert returned.consignments[P1].holder is None
    assert due_after(out, 72.9) == ()
    assert due_after(out, 73) == (DeadlineReached(P1, 0), WrittenOff(P1))
    assert P1 not in on(out, *due_after(out, 73), hours=73).consignments


def test_nothing_that_lies_here_is_written_off() -> None:
    assert P1 in on(LYING, WrittenOff(P1), hours=1).consignments


def test_a_slot_that_nobody_was_named_for_is_said() -> None:
    assert slots_of(PARCEL, "thing") == ("recipient",)
    with pytest.raises(NobodyNamed, match="recipient"):
        legs_of(PARCEL, "thing", {})


def test_the_door_opens_for_a_courier_only_once_it_is_recalled_and_never_for_another_carriers() -> None:
    recalled = on(LYING, *due_after(LYING, 24), hours=24)
    recalled = on(recalled, *due_after(recalled, 48), hours=48)
    for ledger, refusal in ((LYING, Refusal.NO_CLAIM), (recalled, None)):
        visit = after(*signed_in(COURIER, Audience.STAFF), onto=ledger, visit=VISIT, at=NOON)
        visit = after(granted(COURIER, Act.COLLECT, P1, "1"), onto=visit, visit=VISIT, at=NOON)
        assert may_open(facts(visit), VISIT, G, "1") is refusal
    other = PartyId("another carrier's")
    foreign = after(StaffAdded(other, "courier"), onto=recalled, principal="slow")
    visit = after(*signed_in(other, Audience.STAFF), onto=foreign, visit=VISIT, at=NOON)
    visit = after(granted(other, Act.COLLECT, P1, "1"), onto=visit, visit=VISIT, at=NOON)
    assert may_open(facts(visit), VISIT, G, "1") is Refusal.NO_CLAIM
    assert to_take_along(recalled, COURIER) == (recalled.consignments[P1],)
    assert to_take_along(foreign, other) == ()
