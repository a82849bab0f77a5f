"""A machine that goes away: nothing is put in that would stay, the rest is recalled, and that is proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.machine.events import DrainBegan, DrainEnded
from kiosk.custody.things.events import LegsChanged
from kiosk.journal.codec import canonical_json
from kiosk.journeys.handover.screens import ScanNotice, ScanParcel, ThanksChoice
from kiosk.orders.moving.draining import STATEMENT, Drain, ReportDrain, StopDraining
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.drawing import at_once
from tests.visits.rig import Kiosk

DAY = 86_400.0


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path)
    one.lines_up()
    yield one
    one.end()


def give(kiosk: Kiosk, order: Any) -> dict[str, Any]:
    return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)


def _in_days(kiosk: Kiosk, days: int) -> str:
    return f"{kiosk.clock.now() + timedelta(days=days):%Y-%m-%d}"


def test_what_would_stay_longer_is_not_put_in(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001")
    give(kiosk, Drain(_in_days(kiosk, 0)))
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000001")
    assert kiosk.sees(ScanParcel).notice is ScanNotice.CLOSING
    with pytest.raises(OrderRefused, match="could stay"):
        give(kiosk, Announce("JJD0000000002", "+49 30 1000002"))


def test_what_goes_in_time_is_put_in(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001")
    give(kiosk, Drain(_in_days(kiosk, 60)))
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000001")
    assert not isinstance(kiosk.scene.screen, ScanParcel)


def test_when_it_stops_everything_is_taken_in_again(kiosk: Kiosk) -> None:
    give(kiosk, Drain(_in_days(kiosk, 0)))
    give(kiosk, StopDraining())
    give(kiosk, Announce("JJD0000000002", "+49 30 1000002"))
    assert [type(event) for event in kiosk.events() if isinstance(event, DrainBegan | DrainEnded)] == [
        DrainBegan,
        DrainEnded,
    ]


def test_at_the_end_the_rest_is_a_courier_s_to_take_along(kiosk: Kiosk) -> None:
    kiosk.placed("5", "JJD0000000005", "+49 30 1000005")
    give(kiosk, Drain(_in_days(kiosk, 0)))
    kiosk.waits(3600)
    assert not any(isinstance(event, LegsChanged) for event in kiosk.events())
    kiosk.waits(DAY / 2)
    (changed,) = [event for event in kiosk.events() if isinstance(event, LegsChanged)]
    assert changed.legs[0].recalled


def test_a_report_is_signed_and_says_what_is_in_the_way(kiosk: Kiosk) -> None:
    token = kiosk.placed("5", "JJD0000000005", "+49 30 1000005").token
    told = give(kiosk, ReportDrain())
    assert told["report"]["not_empty"] == {"5": "one thing is in it"}
    assert not told["report"]["empty"]
    kiosk.scans(token)
    kiosk.lock_says()
    assert give(kiosk, ReportDrain())["report"]["not_empty"] != {}
    kiosk.closes("5")
    kiosk.presses(ThanksChoice.DONE)
    told = give(kiosk, ReportDrain())
    assert told["report"]["empty"]
    assert told["report"]["row"] == kiosk.journal.head.seq
    signed = STATEMENT + canonical_json(told["report"]).encode()
    assert kiosk.journal.signed_by_us(signed, bytes.fromhex(told["signature"]))
    forged = signed.replace(b'"empty":true', b'"empty":True')
    assert not kiosk.journal.signed_by_us(forged, bytes.fromhex(told["signature"]))


@pytest.mark.parametrize("until", ["soon", "2026-13-01", "2020-01-01", ""])
def test_a_time_that_is_none_or_over_is_refused(kiosk: Kiosk, until: str) -> None:
    with pytest.raises(OrderRefused):
        give(kiosk, Drain(until))
