"""Who comes late pays before the door opens; and what becomes of money whatever happens at the door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.locks import Jammed, OutcomeUnknown
from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import PayApproved, PayDeclined, PayDone, PayNotSent, PayProgress, PayUnknown
from kiosk.custody.money.events import PaymentEnded, PaymentIntended
from kiosk.custody.money.words import DeclineReason, PayResult, PayStep, PayWhat, WayState
from kiosk.custody.services.events import PauseBegan
from kiosk.custody.services.rules import Money, PauseReason
from kiosk.journeys.doors.screens import DoorOpening, PressChoice, PressDoor
from kiosk.journeys.front.screens import Sorry, SorryChoice
from kiosk.journeys.handover.screens import TakeChoice, TakeParcel, ThankYou
from kiosk.journeys.money.screens import (
    FailedChoice,
    PayFailed,
    PayNote,
    PayNoteKind,
    PayUnclear,
    PayWaiting,
    Price,
    TermsAndPrice,
    TermsChoice,
    WaitingChoice,
)
from kiosk.journeys.screen import BackChoice, OkChoice
from tests.visits.money.till import agrees, charges, comes, money_tasks, payments, waits_for, with_terminal
from tests.visits.rig import Kiosk

COST = Money(300, "EUR")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = with_terminal(tmp_path)
    yield kiosk
    kiosk.end()


def late(kiosk: Kiosk) -> None:
    """Three and a half days: two are free, and two more have begun."""
    comes(kiosk, waits_for(kiosk, 3.5))


def takes_it(kiosk: Kiosk) -> None:
    kiosk.lock_says()
    kiosk.sees(TakeParcel)
    kiosk.closes("12")
    kiosk.terminal_says()
    kiosk.sees(ThankYou)


def leaves(kiosk: Kiosk) -> None:
    kiosk.waits(15)
    kiosk.terminal_says()


def test_who_comes_in_time_pays_nothing(kiosk: Kiosk) -> None:
    kiosk.scans(waits_for(kiosk, 1.5).token)
    kiosk.sees(DoorOpening)
    takes_it(kiosk)
    assert charges(kiosk) == []


def test_who_is_late_hears_the_price_pays_and_then_the_door_opens(kiosk: Kiosk) -> None:
    late(kiosk)
    told = kiosk.sees(TermsAndPrice)
    assert told.total == Price(300, "EUR", 2)
    assert [line.late for line in told.lines] == [True]
    assert kiosk.told == []
    agrees(kiosk)
    assert kiosk.told == []
    kiosk.terminal_says()
    kiosk.sees(DoorOpening)
    takes_it(kiosk)
    leaves(kiosk)
    (charge,) = charges(kiosk)
    assert (charge.net, charge.target) == (300, 300)
    assert kiosk.ledger.charges == {}
    assert kiosk.terminal.total() == 300


def test_going_back_costs_nothing_and_leaves_it_here(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.presses(BackChoice.BACK)
    assert kiosk.terminal.begun == []
    assert kiosk.told == []
    assert charges(kiosk) == []


def test_what_the_terminal_does_is_said_and_can_be_cancelled_until_it_can_not(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    agrees(kiosk)
    assert kiosk.sees(PayWaiting).step is PayStep.CONNECTING
    kiosk.terminal_says(PayProgress(PayStep.PIN, can_cancel=False))
    assert kiosk.sees(PayWaiting).step is PayStep.PIN
    assert not kiosk.sees(PayWaiting).can_cancel
    kiosk.terminal_says(PayProgress(PayStep.SHOW_CARD))
    kiosk.presses(WaitingChoice.CANCEL)
    assert kiosk.terminal.cancelled == [kiosk.terminal.begun[0].payment]
    assert not kiosk.sees(PayWaiting).can_cancel
    kiosk.terminal_says(PayDeclined(DeclineReason.CANCELLED))
    assert kiosk.sees(PayFailed).reason is DeclineReason.CANCELLED


def test_a_cancel_that_comes_too_late_is_a_payment_like_any_other(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    agrees(kiosk)
    kiosk.presses(WaitingChoice.CANCEL)
    kiosk.terminal_says(PayDone(COST))
    kiosk.sees(DoorOpening)


def test_a_declined_card_opens_nothing_and_another_try_is_another_payment(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.will([PayDeclined(DeclineReason.FUNDS)])
    agrees(kiosk)
    kiosk.terminal_says()
    assert kiosk.sees(PayFailed).reason is DeclineReason.FUNDS
    kiosk.presses(FailedChoice.TRY_AGAIN)
    kiosk.terminal_says()
    kiosk.sees(DoorOpening)
    first, second = (order.payment for order in kiosk.terminal.begun)
    assert first != second


def test_giving_up_after_a_declined_card_drops_the_charge(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.will([PayNotSent("no line")])
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.presses(FailedChoice.STOP)
    leaves(kiosk)
    (charge,) = charges(kiosk)
    assert (charge.target, charge.net) == (0, 0)
    assert money_tasks(kiosk) == []


def test_the_unknown_opens_nothing_and_is_a_task_and_never_paid_twice(kiosk: Kiosk) -> None:
    placed = waits_for(kiosk, 3.5)
    comes(kiosk, placed)
    kiosk.terminal.will([PayUnknown("no line")])
    kiosk.terminal.state = WayState.READY
    agrees(kiosk)
    kiosk.terminal.patient = True
    kiosk.terminal_says()
    number = kiosk.sees(PayUnclear).visit
    assert number == kiosk.scene.visit
    assert len(money_tasks(kiosk)) == 1
    kiosk.presses(OkChoice.OK)
    kiosk.scans(placed.token)
    again = kiosk.sees(PayUnclear)
    assert (again.visit, again.own) == (number, False)
    assert len(kiosk.terminal.begun) == 1
    assert kiosk.told == []


def test_what_was_unknown_and_turns_out_paid_goes_back_and_its_task_is_over(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.will([PayUnknown()])
    agrees(kiosk)
    kiosk.terminal.took(kiosk.terminal.begun[-1].payment)
    kiosk.terminal_says()
    kiosk.presses(OkChoice.OK)
    leaves(kiosk)
    assert kiosk.terminal.total() == 0
    assert [order.what for order in kiosk.terminal.begun] == [PayWhat.TAKE, PayWhat.REFUND]
    assert money_tasks(kiosk) == []


def test_a_jammed_door_never_costs_the_visitor(kiosk: Kiosk) -> None:
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.lock_says(Jammed())
    kiosk.presses(PressChoice.GIVE_UP)
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.sees(PayNote).kind is PayNoteKind.GOES_BACK
    kiosk.terminal_says()
    assert kiosk.terminal.total() == 0
    assert kiosk.ledger.charges.keys() <= {charges(kiosk)[0].id}


def test_a_door_in_doubt_keeps_the_money_until_a_person_has_looked(kiosk: Kiosk) -> None:
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.lock_says(OutcomeUnknown("no reply"))
    kiosk.sees(Sorry)
    kiosk.presses(SorryChoice.DONE)
    leaves(kiosk)
    (charge,) = kiosk.ledger.charges.values()
    assert (charge.target, charge.net) == (None, 300)
    assert kiosk.terminal.total() == 300


def test_what_was_left_inside_is_not_paid_for(kiosk: Kiosk) -> None:
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.lock_says()
    kiosk.presses(TakeChoice.EMPTY)
    kiosk.closes("12")
    kiosk.sees(Sorry)
    kiosk.presses(SorryChoice.DONE)
    leaves(kiosk)
    # Nobody knows what is inside: a technician looks first.
    assert kiosk.terminal.total() == 300


# --- an approval that waits for its door -----------------------------------------------------------


@pytest.fixture
def goods(kiosk: Kiosk) -> Kiosk:
    """A terminal that keeps the money only once it hears that the door is open."""
    kiosk.terminal.two_step = True
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.sees(DoorOpening)
    assert kiosk.terminal.committed == []
    return kiosk


def test_the_money_is_kept_once_the_door_is_open(goods: Kiosk) -> None:
    goods.lock_says()
    assert len(goods.terminal.committed) == 1
    goods.sees(TakeParcel)
    goods.terminal_says()
    goods.closes("12")
    goods.sees(ThankYou)
    leaves(goods)
    assert goods.ledger.charges == {}
    assert goods.terminal.total() == 300


def test_the_book_says_so_before_the_terminal_hears_it(goods: Kiosk) -> None:
    goods.lock_says()
    kinds = [type(event).__name__ for event in goods.events()]
    assert kinds.index("OpeningEnded") < kinds.index("PaymentReleased")
    assert "PaymentEnded" not in kinds
    goods.terminal_says()
    assert goods.events()[-1] == PaymentEnded(
        goods.terminal.begun[0].payment, charges(goods)[0].id, PayResult.DONE, "2", COST
    )


def test_a_door_that_jams_and_opens_at_the_second_push_costs_once(goods: Kiosk) -> None:
    goods.lock_says(Jammed())
    goods.sees(PressDoor)
    assert goods.terminal.committed == goods.terminal.refused == []
    goods.presses(PressChoice.TRY_AGAIN)
    goods.lock_says()
    goods.terminal_says()
    assert goods.terminal.total() == 300
    assert len(goods.terminal.begun) == 1


def test_an_approval_that_waits_too_long_is_let_go_and_asked_for_again(goods: Kiosk) -> None:
    goods.lock_says(Jammed())
    goods.waits(24)
    assert len(goods.terminal.refused) == 1
    goods.terminal_says()
    goods.presses(PressChoice.TRY_AGAIN)
    goods.sees(TermsAndPrice)
    agrees(goods)
    goods.terminal_says()
    goods.lock_says()
    goods.terminal_says()
    assert goods.terminal.total() == 300
    assert len(goods.terminal.committed) == 1


def test_nobody_knows_whether_it_opened_so_the_money_is_let_go(goods: Kiosk) -> None:
    goods.lock_says(OutcomeUnknown("no reply"))
    assert len(goods.terminal.refused) == 1
    assert goods.terminal.committed == []


def test_an_approval_of_another_amount_opens_nothing(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.two_step = True
    kiosk.terminal.will([PayApproved(Money(200, "EUR"))])
    agrees(kiosk)
    kiosk.terminal_says()
    assert len(kiosk.terminal.refused) == 1
    kiosk.sees(PayFailed)
    assert kiosk.told == []


# --- power ----------------------------------------------------------------------------------------


def restarts(kiosk: Kiosk) -> None:
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.terminal_says()


@pytest.mark.parametrize("moved", [True, False])
def test_after_a_power_cut_nothing_is_sent_again_only_asked(kiosk: Kiosk, moved: bool) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    agrees(kiosk)
    if moved:
        kiosk.terminal.took(kiosk.terminal.begun[0].payment)
    kiosk.terminal.patient = False
    restarts(kiosk)
    assert [order.payment for order in kiosk.terminal.asked] == [kiosk.terminal.begun[0].payment]
    assert [order.what for order in kiosk.terminal.begun if order.what is PayWhat.TAKE] == [PayWhat.TAKE]
    assert kiosk.terminal.total() == 0
    assert money_tasks(kiosk) == []
    assert kiosk.ledger.charges == {}


def test_a_terminal_that_does_not_answer_after_a_power_cut_leaves_a_task(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    agrees(kiosk)
    restarts(kiosk)
    assert len(money_tasks(kiosk)) == 1
    kiosk.waits(301)
    assert len(kiosk.terminal.asked) == 2


def test_a_power_cut_between_the_open_door_and_the_answer_costs_the_operator_at_most(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.two_step = True
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.terminal.patient = True
    kiosk.lock_says()
    restarts(kiosk)
    assert kiosk.terminal.total() == 0
    (charge,) = kiosk.ledger.charges.values()
    assert charge.target is None, "a technician looks first"


# --- a terminal that is not there -------------------------------------------------------------------


def test_nobody_can_pay_so_the_door_waits_and_the_clock_stands(kiosk: Kiosk) -> None:
    placed = waits_for(kiosk, 3.5)
    kiosk.terminal.becomes(WayState.GONE)
    kiosk.terminal_says()
    kiosk.waits(61)
    assert PauseBegan(PauseReason.TERMINAL) in kiosk.events()
    kiosk.scans(placed.token)
    assert kiosk.sees(PayNote).kind is PayNoteKind.NO_WAY
    kiosk.presses(OkChoice.OK)
    assert kiosk.told == []
    assert payments(kiosk) == []


def test_an_answer_that_comes_twice_is_booked_once(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.will([PayDone(COST)])
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.terminal_says(PayDone(COST))
    kiosk.terminal_says(PayDeclined())
    ended = [event for event in payments(kiosk) if isinstance(event, PaymentEnded)]
    assert len(ended) == 1


def test_an_answer_to_what_nobody_asked_changes_nothing(kiosk: Kiosk) -> None:
    before = len(kiosk.events())
    kiosk.terminal.says(PaymentId("stray"), PayDone(COST))
    kiosk.terminal_says()
    assert len(kiosk.events()) == before
    assert not [event for event in payments(kiosk) if isinstance(event, PaymentIntended)]


def test_a_refund_that_is_refused_is_a_task_and_not_tried_again(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.gives = False
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.lock_says(Jammed())
    kiosk.presses(PressChoice.GIVE_UP)
    kiosk.presses(SorryChoice.DONE)
    kiosk.presses(OkChoice.OK)
    leaves(kiosk)
    kiosk.waits(130)
    assert len(money_tasks(kiosk)) == 1
    assert [order.what for order in kiosk.terminal.begun] == [PayWhat.TAKE]


def test_the_price_holds_while_they_pay_even_past_midnight(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    kiosk.presses(TermsChoice.PAY)
    kiosk.clock.advance(24 * 3600)
    kiosk.terminal_says(PayDone(COST))
    kiosk.sees(DoorOpening)
