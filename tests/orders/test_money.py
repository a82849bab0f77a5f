"""Orders about money: what was taken goes back once, and a person says what no machine can know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import PayDeclined, PayUnknown
from kiosk.custody.money.events import MoneyDecided
from kiosk.custody.money.words import BookedHow, MoneyDecision, PayResult
from kiosk.custody.services.rules import Money
from kiosk.journeys.screen import OkChoice
from kiosk.orders.clerk import Clerk
from kiosk.orders.mandate import Mandate
from kiosk.orders.money.decisions import ClearCharge, FoundOut, MoneyOrder, RefundCharge
from kiosk.orders.order import PROCEDURES
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.drawing import at_once
from tests.visits.money.test_overtime import late, leaves, takes_it
from tests.visits.money.till import agrees, charges, money_tasks, with_terminal
from tests.visits.rig import Kiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = with_terminal(tmp_path)
    yield kiosk
    kiosk.end()


def pays(kiosk: Kiosk) -> str:
    """3.00 EUR, and the number of the visit."""
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    takes_it(kiosk)
    leaves(kiosk)
    return str(charges(kiosk)[0].number)


def unknown(kiosk: Kiosk) -> str:
    late(kiosk)
    kiosk.terminal.will([PayUnknown()] * 9)
    agrees(kiosk)
    kiosk.terminal_says()
    kiosk.presses(OkChoice.OK)
    leaves(kiosk)
    return str(charges(kiosk)[0].number)


def give(kiosk: Kiosk, order: MoneyOrder) -> dict[str, Any]:
    told = at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)
    kiosk.house.changed()
    kiosk.terminal_says()
    return told


def refused(kiosk: Kiosk, order: MoneyOrder) -> str:
    before = kiosk.ledger.seq
    with pytest.raises(OrderRefused) as why:
        give(kiosk, order)
    assert kiosk.ledger.seq == before
    return str(why.value)


def test_all_of_it_goes_back_the_way_it_came(kiosk: Kiosk) -> None:
    told = give(kiosk, RefundCharge(pays(kiosk), "Kim", reason="the door stuck"))
    assert (told["decided"], told["amount"]) == ("refund", 300)
    assert kiosk.terminal.total() == 0
    (charge,) = charges(kiosk)
    assert (charge.net, charge.target) == (0, 0)
    (decided,) = (event for event in kiosk.events() if isinstance(event, MoneyDecided))
    assert (decided.what, decided.amount) == (MoneyDecision.REFUND, Money(300, "EUR"))
    person = kiosk.vault.person(decided.by)
    assert person is not None
    assert person.name == "Kim"
    assert money_tasks(kiosk) == []


def test_an_order_with_its_id_gives_back_once(kiosk: Kiosk) -> None:
    order = RefundCharge(pays(kiosk), "Kim", "1.00")
    clerk, answers = Clerk(kiosk.means, lambda *_: None), list[dict[str, Any]]()
    for _ in range(3):
        clerk.take(order, answers.append, Mandate("r1"))
        kiosk.house.changed()
        kiosk.terminal_says()
    assert answers[0] == answers[1] == answers[2]
    assert kiosk.terminal.total() == 200


def test_a_part_can_go_back_and_later_the_rest_but_no_more(kiosk: Kiosk) -> None:
    visit = pays(kiosk)
    give(kiosk, RefundCharge(visit, "Kim", "1.00"))
    assert charges(kiosk)[0].net == 200
    assert "2.00 EUR is there" in refused(kiosk, RefundCharge(visit, "Kim", "2.01"))
    give(kiosk, RefundCharge(visit, "Kim"))
    assert charges(kiosk)[0].net == 0
    assert refused(kiosk, RefundCharge(visit, "Kim")).startswith("Nothing was taken for charge ")


def test_what_no_terminal_can_give_back_is_a_task_until_somebody_says_it_is_done(kiosk: Kiosk) -> None:
    visit = pays(kiosk)
    kiosk.terminal.will([PayDeclined()])
    give(kiosk, RefundCharge(visit, "Kim"))
    (charge,) = charges(kiosk)
    assert money_tasks(kiosk) == [charge.id]
    assert "--by-hand" in refused(kiosk, RefundCharge(visit, "Kim"))
    give(kiosk, RefundCharge(charge.id, "Kim", by_hand=True))
    assert charges(kiosk)[0].booked is BookedHow.BY_HAND
    assert money_tasks(kiosk) == []
    assert "is settled already" in refused(kiosk, RefundCharge(charge.id, "Kim"))


@pytest.mark.parametrize("amount", ["0", "-1", "1.5", "1.234", "1,50", "all", "3.01", "٣", "9" * 20])
def test_what_is_no_amount_that_can_go_back_is_refused(kiosk: Kiosk, amount: str) -> None:
    refused(kiosk, RefundCharge(pays(kiosk), "Kim", amount))
    assert kiosk.terminal.total() == 300


def test_nobody_decides_without_a_name_or_with_anybodys_number(kiosk: Kiosk) -> None:
    visit = pays(kiosk)
    assert "needs the name" in refused(kiosk, RefundCharge(visit, " "))
    assert "can't hold a phone" in refused(kiosk, RefundCharge(visit, "Kim", reason="+49 30 1234567"))


def test_nothing_is_known_of_another_visit(kiosk: Kiosk) -> None:
    pays(kiosk)
    for about in ("4711", "nothing", "", "0"):
        assert "is known here" in refused(kiosk, RefundCharge(about, "Kim"))


def test_while_somebody_is_there_it_waits(kiosk: Kiosk) -> None:
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    number = str(charges(kiosk)[0].number)
    assert "Ask again later" in refused(kiosk, RefundCharge(number, "Kim"))


def test_a_person_says_that_an_unknown_payment_was_paid_and_it_goes_back(kiosk: Kiosk) -> None:
    visit = unknown(kiosk)
    (charge,) = charges(kiosk)
    assert money_tasks(kiosk) == [charge.id]
    assert "clear that first" in refused(kiosk, RefundCharge(visit, "Kim"))
    payment = charge.payments[0].id
    kiosk.terminal.took(PaymentId(payment))
    kiosk.terminal.script.clear()
    give(kiosk, ClearCharge(visit, FoundOut.PAID, "Kim", receipt="44"))
    (charge,) = charges(kiosk)
    # Its door never opened.
    assert (charge.net, charge.target, charge.payments[0].reference) == (0, 0, "44")
    assert kiosk.terminal.total() == 0
    assert money_tasks(kiosk) == []
    assert "is unknown" in refused(kiosk, ClearCharge(visit, FoundOut.NOT_PAID, "Kim"))


def test_a_person_says_that_it_was_not_paid_and_nothing_moves(kiosk: Kiosk) -> None:
    give(kiosk, ClearCharge(unknown(kiosk), FoundOut.NOT_PAID, "Kim"))
    (charge,) = charges(kiosk)
    assert charge.payments[0].result is PayResult.DECLINED
    assert (charge.net, kiosk.terminal.total(), money_tasks(kiosk)) == (0, 0, [])


def test_only_what_is_owed_can_be_written_off(kiosk: Kiosk) -> None:
    assert "Nothing is owed" in refused(kiosk, ClearCharge(pays(kiosk), FoundOut.WRITTEN_OFF, "Kim"))


def test_a_receipts_number_is_a_number(kiosk: Kiosk) -> None:
    assert "no receipt's number" in refused(
        kiosk, ClearCharge(unknown(kiosk), FoundOut.PAID, "Kim", receipt="x")
    )
