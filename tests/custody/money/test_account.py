"""A day's account holds all that moved, each once, and what is open is what the ledger says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, PaymentId, VisitId
from kiosk.custody.ledger import Recorded
from kiosk.custody.money.account import KINDS, DayAccount, MoneyBook, Sums, account
from kiosk.custody.money.events import (
    ChargeBooked,
    ChargeEarned,
    ChargeFixed,
    ChargeStands,
    PaymentApproved,
    PaymentEnded,
    PaymentIntended,
)
from kiosk.custody.money.owed import GiveBack, obligation
from kiosk.custody.money.words import BookedHow, PayResult, PayWay, PayWhat
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.words import Act
from tests.custody.book import NOON, VISIT
from tests.custody.money.walk import Walk

DAY = timedelta(days=1)


def fixed(
    name: str, amount: int, kind: ChargeKind = ChargeKind.PRICE, *, tax: int = 1900, payee: str = ""
) -> ChargeFixed:
    money = Money(amount, "EUR")
    return ChargeFixed(
        ChargeId(name), "p1", "fetch", Act.COLLECT, "late", kind, money, "parcel", payee=payee, tax=tax
    )


def asked(name: str, amount: int, what: PayWhat = PayWhat.TAKE, of: str = "") -> PaymentIntended:
    charge = ChargeId(name.split(".", maxsplit=1)[0])
    earlier = PaymentId(of) if of else None
    return PaymentIntended(
        PaymentId(name), charge, what, Money(amount, "EUR"), PayWay.CARD, "terminal", of=earlier
    )


def ended(name: str, result: PayResult = PayResult.DONE, reference: str = "") -> PaymentEnded:
    return PaymentEnded(PaymentId(name), ChargeId(name.split(".", maxsplit=1)[0]), result, reference)


def heard(*events: Event | timedelta, at: datetime = NOON) -> MoneyBook:
    """In one visit; a time between two events passes."""
    book = MoneyBook()
    for seq, event in enumerate(events, 1):
        if isinstance(event, timedelta):
            at += event
        else:
            book.hear(Recorded(seq, at, VISIT, "swift", "", event))
    return book


def of_noon(book: MoneyBook) -> DayAccount:
    return account(book, NOON, NOON + DAY)


def test_takings_by_service_rate_and_provider() -> None:
    found = of_noon(
        heard(
            VisitBegan("collect", "harbour"),
            fixed("a", 450),
            asked("a.1", 450),
            ended("a.1"),
            fixed("b", 450),
            asked("b.1", 450),
            ended("b.1"),
            fixed("c", 1000, tax=0, payee="swift"),
            asked("c.1", 1000),
            ended("c.1"),
            ChargeEarned(ChargeId("b"), 0),
            asked("b.2", 450, PayWhat.REFUND, "b.1"),
            ended("b.2"),
        )
    )
    assert [(each.service, each.payee, each.sums) for each in found.services] == [
        ("parcel", "", Sums("EUR", 2, 900, 450)),
        ("parcel", "swift", Sums("EUR", 1, 1000, 0)),
    ]
    (rate,) = found.rates
    assert (rate.line.rate, rate.line.gross, rate.line.tax) == (1900, 450, 72)
    assert [(each.provider, each.sums.net) for each in found.providers] == [("terminal", 1450)]


def test_what_is_declined_unknown_or_only_approved_is_no_taking() -> None:
    approved = PaymentApproved(PaymentId("c.1"), ChargeId("c"), Money(450, "EUR"))
    found = of_noon(
        heard(
            fixed("a", 450),
            asked("a.1", 450),
            ended("a.1", PayResult.DECLINED),
            fixed("b", 450),
            asked("b.1", 450),
            ended("b.1", PayResult.UNKNOWN),
            fixed("c", 450),
            asked("c.1", 450),
            approved,
        )
    )
    assert (found.services, found.rates, found.providers) == ((), (), ())
    assert [(each.charge.id, each.by_person) for each in found.unknown] == [("b", True), ("c", False)]


def test_a_payment_that_is_told_twice_counts_once() -> None:
    found = of_noon(heard(fixed("a", 450), asked("a.1", 450), ended("a.1"), ended("a.1")))
    assert [each.sums for each in found.services] == [Sums("EUR", 1, 450, 0)]


def test_a_day_has_what_moved_in_it_and_no_more() -> None:
    book = heard(
        fixed("a", 450),
        asked("a.1", 450),
        ended("a.1"),
        DAY,
        fixed("b", 200),
        asked("b.1", 200),
        ended("b.1"),
    )
    for day, taken in ((NOON - DAY, []), (NOON, [450]), (NOON + DAY, [200]), (NOON + 2 * DAY, [])):
        assert [each.sums.taken for each in account(book, day, day + DAY).services] == taken


def test_what_is_open_is_named_with_its_visit() -> None:
    found = of_noon(
        heard(
            VisitBegan("collect", "harbour"),
            fixed("a", 450),
            asked("a.1", 450),
            ended("a.1", reference="43/1"),
            ChargeEarned(ChargeId("a"), 150),
            asked("a.2", 300, PayWhat.REFUND, "a.1"),
            ended("a.2", PayResult.DECLINED),
            fixed("h", 2000),
            asked("h.1", 1000, PayWhat.HOLD),
            ended("h.1"),
            fixed("s", 5000, ChargeKind.SECURITY),
            asked("s.1", 5000),
            ended("s.1"),
            ChargeStands(ChargeId("s")),
            fixed("d", 700),
            ChargeEarned(ChargeId("d"), 700),
        )
    )
    (due,) = found.refunds_due
    assert (due.charge.number, due.amount, due.by_person) == (1, Money(300, "EUR"), True)
    assert due.payment is not None
    assert due.payment.reference == "43/1"
    assert [each.amount.minor for each in found.holds] == [1000]
    assert [each.amount.minor for each in found.securities] == [5000]
    assert [each.amount.minor for each in found.debts] == [700]


def test_what_is_settled_without_a_provider() -> None:
    account_, hand = BookedHow.ACCOUNT, BookedHow.BY_HAND
    found = of_noon(
        heard(
            fixed("a", 450),
            ChargeBooked(ChargeId("a"), account_),
            fixed("b", 200),
            ChargeBooked(ChargeId("b"), account_),
            fixed("c", 300),
            asked("c.1", 300),
            ended("c.1"),
            ChargeEarned(ChargeId("c"), 0),
            ChargeBooked(ChargeId("c"), hand),
        )
    )
    assert [(each.how, each.count, each.amount.minor) for each in found.booked] == [
        (account_, 2, 650),
        (hand, 1, -300),
    ]
    assert found.refunds_due == ()


@pytest.mark.parametrize("seed", range(8))
def test_on_a_walk_through_everything_the_account_is_the_ledgers(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(150):
        walk.step()
    book = MoneyBook()
    for row in walk.rows:
        if type(row.event) in KINDS:
            book.hear(row)
    mine = {charge.id: charge for charge in book.charges}
    assert sorted(mine) == sorted(walk.all)
    for name, charge in walk.all.items():
        # Only when it closed may differ: the account knows no visits.
        assert replace(mine[name], closed_at=None) == replace(charge, closed_at=None)
    everything = account(book, NOON, walk.now + DAY)
    assert sum(each.sums.net for each in everything.services) == sum(c.net for c in walk.all.values())
    due = [c.id for c in walk.all.values() if isinstance(obligation(c), GiveBack)]
    assert sorted(each.charge.id for each in everything.refunds_due) == sorted(due)


def test_a_visit_of_which_no_number_is_known_has_none() -> None:
    book = MoneyBook()
    book.hear(Recorded(1, NOON, VisitId("v"), "swift", "", fixed("a", 450)))
    assert [charge.number for charge in book.charges] == [0]
