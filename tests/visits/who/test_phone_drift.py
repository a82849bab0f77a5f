"""A technician's phone and the kiosk's clock drift apart, for years, and the codes go on being taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.custody.machine.events import Alive, MachineStarted
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterCode
from kiosk.journeys.work.screens import Workshop
from kiosk.orders.procedure import Secrets
from kiosk.orders.staff import AddStaff
from kiosk.vault.totp import FAR, MOST, SLACK, Drift, drift_of
from tests.helpers.phone import code_of
from tests.visits.rig import Kiosk

NUMBER = "04A1B2C3D4"
DAY = 86_400.0


@pytest.fixture
def made(kiosk: Kiosk) -> Secrets:
    kiosk.book.record(MachineStarted("0", "", ""))
    return kiosk.gives(AddStaff("Ty", "technician", badge=NUMBER))


def comes_in(kiosk: Kiosk, made: Secrets, ahead: float) -> bool:
    """With a phone whose clock is so many seconds ahead; later they sign out."""
    return types(kiosk, made, code_of(made.phone, kiosk.clock.now() + timedelta(seconds=ahead)))


def types(kiosk: Kiosk, made: Secrets, code: str) -> bool:
    kiosk.scans(made.token)
    kiosk.sees(EnterCode)
    kiosk.presses(Typed(code))
    inside = isinstance(kiosk.scene.screen, Workshop)
    kiosk.waits(1)
    while not kiosk.is_home():
        kiosk.goes_back()
    passes(kiosk, 400)  # the next try is taken again
    return inside


def passes(kiosk: Kiosk, seconds: float) -> None:
    while seconds > 0:
        kiosk.clock.advance(min(seconds, DAY / 2))
        seconds -= DAY / 2
        kiosk.book.record(Alive())


def test_a_drift_is_followed_from_code_to_code(kiosk: Kiosk, made: Secrets) -> None:
    for ahead in (50, 100, 150, 200, 250):
        assert comes_in(kiosk, made, ahead), ahead
    assert not comes_in(kiosk, made, 400)
    (member,) = kiosk.ledger.staff.values()
    assert member.drift in (8, 9)


def test_a_phone_that_falls_behind_as_well(kiosk: Kiosk, made: Secrets) -> None:
    for ahead in (-50, -100, -150):
        assert comes_in(kiosk, made, ahead), ahead


def test_a_hundred_seconds_at_once_are_too_many(kiosk: Kiosk, made: Secrets) -> None:
    assert not comes_in(kiosk, made, 100)


def test_the_longer_ago_the_last_code_the_wider_one_looks(kiosk: Kiosk, made: Secrets) -> None:
    assert comes_in(kiosk, made, 0)
    passes(kiosk, 60 * DAY)
    assert comes_in(kiosk, made, 200)


def test_a_clock_that_is_set_right_takes_the_drift_along(kiosk: Kiosk, made: Secrets) -> None:
    assert comes_in(kiosk, made, 50)
    assert comes_in(kiosk, made, 100)
    kiosk.clock.lie(100)
    assert comes_in(kiosk, made, 0)
    kiosk.clock.lie(3600)
    kiosk.book.record(Alive())
    assert comes_in(kiosk, made, -3600)


def test_the_pin_and_the_recovery_code_set_the_time(kiosk: Kiosk, made: Secrets) -> None:
    assert not comes_in(kiosk, made, 1200)
    assert types(kiosk, made, made.recovery)
    assert comes_in(kiosk, made, 1200)
    assert comes_in(kiosk, made, 1230)
    assert not comes_in(kiosk, made, 0 - 1200)


def test_how_wide_one_looks_has_an_end() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert drift_of(0, None, now, lost=False) == Drift(0, SLACK)
    assert drift_of(5, now - timedelta(days=3000), now, lost=False) == Drift(5, MOST)
    assert drift_of(5, now + timedelta(days=3000), now, lost=False) == Drift(5, SLACK)
    assert drift_of(5, now, now, lost=True) == Drift(5, FAR)
