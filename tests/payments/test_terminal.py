"""A card terminal in the words of money, against a simulated one on a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hardware.outcomes.terminals import TerminalDayClosed, TerminalNews
from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.registry import TerminalKind, card_terminal
from kiosk.custody.ids import ChargeId, PaymentId
from kiosk.custody.ledger import EMPTY
from kiosk.custody.money.answers import (
    PayApproved,
    PayDeclined,
    PayDone,
    PayNotSent,
    PayProgress,
    PayUnknown,
)
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import DeclineReason, PayStep, PayWay, PayWhat, WayState
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.words import Act
from kiosk.payments.provider import PayOrder, PaySaid, Provider, ProviderSettled
from kiosk.payments.terminal import TerminalProvider
from kiosk.program.terminals import others
from tests.helpers.inbox import Inbox

only_zvt = pytest.mark.parametrize("served", [TerminalKind.ZVT], indirect=True)
"""What only terminals with a memory can."""
PRICE = Money(450, "EUR")
AT = datetime(2026, 4, 25, 9, 38, tzinfo=UTC)


def paid(id_: str, at: datetime, reference: str) -> Payment:
    return Payment(
        PaymentId(id_), PayWhat.TAKE, PRICE, PayWay.CARD, "terminal", at, reference=reference, approved=True
    )


LEDGER = replace(
    EMPTY,
    charges={
        ChargeId("c"): Charge(
            ChargeId("c"), "", "", Act.DEPOSIT, "", ChargeKind.PRICE, PRICE, None, AT,
            payments=(paid("early", AT - timedelta(days=1), "44/44"), paid("next", AT, "43/43")),
        )
    },
)  # fmt: skip
"""What the next visitor paid at the same price, and somebody the day before."""


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(params=[TerminalKind.ZVT, TerminalKind.MDB])
def served(request: pytest.FixtureRequest) -> Iterator[ServedTerminal]:
    served = ServedTerminal(request.param, tcp=0, think=0.01)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def provider(
    served: ServedTerminal, request: pytest.FixtureRequest, inbox: Inbox
) -> Iterator[TerminalProvider]:
    kind = TerminalKind.MDB if "mdb" in request.node.callspec.id else TerminalKind.ZVT
    provider = TerminalProvider(
        lambda post: card_terminal(kind, "terminal", served.plug(), "EUR", post),
        "EUR",
        inbox.put,
        inbox.put,
        gives=kind is TerminalKind.ZVT,
        others=lambda asked: others(LEDGER, "terminal", asked),
    )
    provider.start()
    inbox.wait(lambda report: isinstance(report, TerminalNews) and report.state == "ready")
    yield provider
    provider.stop()


def order(id_: str, what: PayWhat = PayWhat.TAKE, amount: Money = PRICE, **more: Any) -> PayOrder:
    return PayOrder(PaymentId(id_), what, amount, AT, **more)


def says(id_: str, kind: type) -> Callable[[object], bool]:
    return lambda said: isinstance(said, PaySaid) and said.payment == id_ and isinstance(said.answer, kind)


def taken(provider: TerminalProvider, inbox: Inbox, id_: str) -> PayDone:
    def begin() -> None:
        provider.begin(order(id_))

    approved = inbox.wait_nudging(says(id_, PayApproved), begin).answer
    assert approved.amount == PRICE
    provider.commit(PaymentId(id_))
    done = inbox.wait(says(id_, PayDone)).answer
    assert isinstance(done, PayDone)
    return done


def test_it_is_a_provider_that_waits_for_the_door(
    provider: TerminalProvider, served: ServedTerminal, inbox: Inbox
) -> None:
    one: Provider = provider
    assert (one.name, one.two_step, one.state) == ("terminal", True, WayState.READY)
    assert taken(provider, inbox, "p1").amount == PRICE
    assert served.charged == 450
    steps = [each.answer for each in inbox.history if says("p1", PayProgress)(each)]
    assert PayProgress(PayStep.SHOW_CARD, can_cancel=True) in steps


def test_a_door_that_stays_shut_costs_nothing(
    provider: TerminalProvider, served: ServedTerminal, inbox: Inbox
) -> None:
    inbox.wait_nudging(says("p1", PayApproved), lambda: provider.begin(order("p1")))
    provider.refuse(PaymentId("p1"))
    assert inbox.wait(says("p1", PayDeclined)).answer == PayDeclined(DeclineReason.CANCELLED)
    assert served.charged == 0


def test_an_amount_in_another_currency_is_not_sent(provider: TerminalProvider, inbox: Inbox) -> None:
    provider.begin(order("p1", amount=Money(450, "CHF")))
    inbox.wait(says("p1", PayNotSent))


def test_nothing_is_said_after_the_end(provider: TerminalProvider, inbox: Inbox) -> None:
    provider.close()
    provider.begin(order("p1", amount=Money(450, "CHF")))
    assert not any(isinstance(each, PaySaid) for each in inbox.history)


def test_a_terminal_that_vanishes_is_gone_and_the_payment_unknown(
    provider: TerminalProvider, served: ServedTerminal, inbox: Inbox
) -> None:
    served.obey("approve vanish working")
    inbox.wait_nudging(says("p1", PayProgress), lambda: provider.begin(order("p1")))
    inbox.wait(says("p1", PayUnknown))
    served.unplug()
    inbox.wait(lambda _report: provider.state is WayState.GONE)
    provider.begin(order("p2"))
    inbox.wait(says("p2", PayNotSent))


@only_zvt
def test_the_mark_is_its_last_receipt_and_an_unknown_payment_is_found_by_it(
    provider: TerminalProvider, served: ServedTerminal, inbox: Inbox
) -> None:
    mark = provider.mark
    assert mark == "42"
    served.obey("approve vanish answered keep")
    inbox.wait_nudging(says("p1", PayApproved), lambda: provider.begin(order("p1")))
    provider.commit(PaymentId("p1"))
    inbox.wait(says("p1", PayUnknown))
    for _ in range(2):
        provider.ask(order("p1", mark=mark))
    inbox.wait(says("p1", PayUnknown))  # 43 is what the next visitor paid
    served.obey("approve vanish answered keep")
    mark = provider.mark
    inbox.wait_nudging(says("p2", PayApproved), lambda: provider.begin(order("p2")))
    provider.commit(PaymentId("p2"))
    inbox.wait(says("p2", PayUnknown))
    provider.ask(order("p2", mark=mark))
    assert inbox.wait(says("p2", PayDone)).answer == PayDone(PRICE, "44/44")


@only_zvt
def test_a_payment_is_given_back_whole_and_no_other_way(
    provider: TerminalProvider, served: ServedTerminal, inbox: Inbox
) -> None:
    done = taken(provider, inbox, "p1")
    back: dict[str, Any] = {"earlier": done.reference, "earlier_amount": PRICE}
    provider.begin(order("part", PayWhat.REFUND, Money(100, "EUR"), **back))
    provider.begin(order("out", PayWhat.GIVE))
    for id_ in ("part", "out"):
        assert inbox.wait(says(id_, PayDeclined)).answer == PayDeclined(DeclineReason.SERVICE)
    provider.begin(order("back", PayWhat.REFUND, **back))
    inbox.wait(says("back", PayDone))
    assert served.charged == 0


@only_zvt
def test_the_day_is_closed_and_told(provider: TerminalProvider, inbox: Inbox) -> None:
    taken(provider, inbox, "p1")
    provider.close_day()
    day = inbox.wait(TerminalDayClosed)
    assert (day.id, day.total, day.first, day.last) == ("night", 450, 43, 43)
    settled = inbox.wait(ProviderSettled)
    assert settled == ProviderSettled(provider.name, Money(450, "EUR"), 43, 43, 1)


@only_zvt
def test_one_that_wants_service_says_so(
    provider: TerminalProvider, served: ServedTerminal, inbox: Inbox
) -> None:
    served.becomes(0xC2)
    served.unplug()
    served.plug()
    inbox.wait(lambda _report: provider.state is WayState.SERVICE)
