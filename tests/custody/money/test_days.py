"""A provider's day against the journal: a difference names the receipt, and no other thing is one."""

from __future__ import annotations

from itertools import count

import pytest

from kiosk.custody.ids import ChargeId, PaymentId
from kiosk.custody.money.days import DayCheck, check_day, named, payments_since, runs, tasks_of_day
from kiosk.custody.money.events import ChargeEarned, DaySettled, PaymentEnded
from kiosk.custody.money.state import Payment
from kiosk.custody.money.words import PayResult, PayWay, PayWhat
from kiosk.custody.services.rules import Money
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskMade
from tests.custody.book import NOON, after
from tests.custody.money.test_account import DAY, asked, ended, fixed, heard


def payment(
    receipt: int | None,
    amount: int = 450,
    result: PayResult = PayResult.DONE,
    what: PayWhat = PayWhat.TAKE,
    of: str = "",
) -> Payment:
    name = PaymentId(f"{what} {receipt}")
    reference = "" if receipt is None else f"{receipt}/1"
    money = Money(amount, "EUR")
    return Payment(
        name,
        what,
        money,
        PayWay.CARD,
        "terminal",
        NOON,
        of=PaymentId(of) if of else None,
        result=result,
        reference=reference,
    )


def day(total: int | None, first: int | None = 43, last: int | None = 44) -> DaySettled:
    return DaySettled("terminal", None if total is None else Money(total, "EUR"), first, last)


def test_20_a_receipt_that_the_journal_does_not_know_is_named() -> None:
    """The terminal settled twice 4.50; the journal has one of them."""
    checked = check_day([payment(43)], day(900))
    assert checked == DayCheck(450, 900, (44,))
    (task,) = tasks_of_day(after(), day(900), checked, lambda: "t")
    assert task == TaskMade(task.task, TaskKind.RECEIPT, "", "operator", "terminal 44")  # type: ignore[attr-defined]  # a TaskMade


def test_what_agrees_makes_no_task() -> None:
    checked = check_day([payment(43), payment(44)], day(900))
    assert checked.agrees
    assert list(tasks_of_day(after(), day(900), checked, lambda: "t")) == []


def test_a_receipt_without_money_is_no_difference() -> None:
    """A declined card took number 44."""
    assert check_day(
        [payment(43), payment(45), payment(None, result=PayResult.DECLINED)], day(900, 43, 45)
    ).agrees


def test_what_was_taken_back_on_the_day_is_no_takings() -> None:
    back = payment(45, what=PayWhat.REFUND, of="take 44")
    assert check_day([payment(43), payment(44), back], day(450, 43, 43)).agrees


def test_a_receipt_that_the_terminal_did_not_settle_is_named() -> None:
    checked = check_day([payment(43), payment(51)], day(450, 43, 44))
    assert (checked.agrees, checked.unsettled) == (False, (51,))


def test_a_payment_that_is_unknown_here_and_paid_there_is_a_difference() -> None:
    checked = check_day([payment(43), payment(None, result=PayResult.UNKNOWN)], day(900))
    assert (checked.agrees, checked.unbooked) == (False, (44,))


def test_another_total_under_the_same_receipts_names_all_of_them() -> None:
    checked = check_day([payment(43), payment(44)], day(1350))
    assert checked.agrees is False
    assert named(day(1350), checked) == ("43-44",)


@pytest.mark.parametrize("told", [day(None, None, None), day(None)])
def test_a_terminal_that_tells_no_total_is_held_against_its_receipts(told: DaySettled) -> None:
    assert check_day([payment(43), payment(44)], told).agrees is None
    assert check_day([payment(43)], day(None)).agrees is False


def test_numbers_begin_again() -> None:
    checked = check_day([payment(9999), payment(1)], day(1350, 9998, 2))
    assert checked.unbooked == (9998, 2)


def test_many_odd_receipts_are_one_task() -> None:
    checked = check_day([payment(n) for n in range(43, 100, 2)], day(1, 43, 100))
    assert named(day(1, 43, 100), checked) == ("43-100",)


def test_runs() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == ("1-3", "7", "9-10")


def test_only_what_was_asked_since_the_last_day_counts() -> None:
    first = (
        fixed("a", 450),
        asked("a.1", 450),
        ended("a.1", reference="43"),
        ChargeEarned(ChargeId("a"), 450),
    )
    second = (fixed("b", 450), asked("b.1", 450), ended("b.1", reference="44"))
    ledger = after(*second, onto=after(day(450), onto=after(*first), at=NOON + DAY / 2), at=NOON + DAY)
    assert [each.reference for each in payments_since(ledger, "terminal")] == ["44"]
    book = heard(*first, DAY / 2, day(450, 43, 43), DAY / 2, *second, DAY / 2, day(450, 44, 44))
    assert [each.checked for each in book.days] == [DayCheck(450, 450), DayCheck(450, 450)]
    assert [each.checked.agrees for each in book.days] == [True, True]


def test_a_task_that_is_there_is_not_made_again() -> None:
    ids = count()
    checked = check_day([payment(43)], day(900))
    made = tuple(tasks_of_day(after(), day(900), checked, lambda: f"t{next(ids)}"))
    assert list(tasks_of_day(after(*made), day(900), checked, lambda: f"t{next(ids)}")) == []


def test_what_ends_after_its_day_belongs_to_the_day_on_which_it_was_asked() -> None:
    late = PaymentEnded(PaymentId("a.1"), ChargeId("a"), PayResult.DONE, "43")
    book = heard(
        fixed("a", 450), asked("a.1", 450), DAY, day(450, 43, 43), DAY, late, DAY, day(0, None, None)
    )
    assert [each.checked.agrees for each in book.days] == [False, True]
