"""Case 21: a pay-link that is paid after its time opens no door; the money goes back, or is a task."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.custody.money.answers import PayDeclined, PayDone, PayProgress
from kiosk.custody.money.words import DeclineReason, PayStep, PayWay, PayWhat
from kiosk.custody.services.rules import Money
from kiosk.journeys.money.screens import FailedChoice, PayFailed, PayWaiting
from tests.visits.money.test_overtime import COST, late, leaves, takes_it
from tests.visits.money.till import agrees, charges, money_tasks, with_terminal
from tests.visits.rig import Kiosk


@pytest.fixture(params=[True, False], ids=["gives back", "can't give back"])
def kiosk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = with_terminal(tmp_path)
    kiosk.terminal.ways = frozenset({PayWay.PHONE})
    kiosk.terminal.gives = request.param
    yield kiosk
    kiosk.end()


def test_21_a_link_that_is_paid_after_its_time_opens_nothing(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    agrees(kiosk)
    kiosk.terminal_says(PayProgress(PayStep.OPEN_LINK, link="https://pay.example/1", until=300))
    assert kiosk.sees(PayWaiting).link == "https://pay.example/1"
    link = kiosk.terminal.begun[0].payment
    kiosk.terminal_says(PayDeclined(DeclineReason.TIMED_OUT))
    assert kiosk.sees(PayFailed).reason is DeclineReason.TIMED_OUT
    kiosk.presses(FailedChoice.STOP)
    leaves(kiosk)
    kiosk.terminal.patient = False
    kiosk.terminal.says(link, PayDone(COST, "late"))
    kiosk.terminal_says()
    assert kiosk.told == []
    (charge,) = charges(kiosk)
    if kiosk.terminal.gives:
        assert [order.what for order in kiosk.terminal.begun] == [PayWhat.TAKE, PayWhat.REFUND]
        assert (kiosk.terminal.total(), charge.net, money_tasks(kiosk)) == (0, 0, [])
    else:
        assert (kiosk.terminal.total(), charge.net) == (300, 300)
        assert money_tasks(kiosk) == [charge.id]


def test_21_a_link_that_is_paid_while_they_try_again_is_not_paid_twice(kiosk: Kiosk) -> None:
    late(kiosk)
    kiosk.terminal.patient = True
    agrees(kiosk)
    first = kiosk.terminal.begun[0].payment
    kiosk.terminal_says(PayDeclined(DeclineReason.TIMED_OUT))
    kiosk.presses(FailedChoice.TRY_AGAIN)
    kiosk.terminal.says(first, PayDone(COST, "late"))
    kiosk.terminal_says()
    kiosk.terminal_says(PayDone(Money(300, "EUR"), "second"))
    kiosk.terminal.patient = False
    takes_it(kiosk)
    leaves(kiosk)
    (charge,) = charges(kiosk)
    assert charge.target == 300
    if kiosk.terminal.gives:
        assert (kiosk.terminal.total(), money_tasks(kiosk)) == (300, [])
    else:
        assert (kiosk.terminal.total(), money_tasks(kiosk)) == (600, [charge.id])
