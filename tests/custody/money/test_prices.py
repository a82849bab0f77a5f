"""What a step costs: by size, by begun periods, from an order; and when a clock stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.custody.money.prices import MOST_PERIODS, Basis, price
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import AmountFrom, ChargeRule, Money, SizePrice, Span, SpanUnit
from kiosk.custody.things.clocks import RetentionClock
from tests.custody.book import NOON, later

HOUR = 3600
DAY = Span(24 * HOUR)
THREE, FIVE = Money(300, "EUR"), Money(500, "EUR")
BY_SIZE = ChargeRule("rent", amount=(SizePrice("S", THREE), SizePrice("M", FIVE)))
LATE = ChargeRule("late", amount=THREE, per=DAY, free=Span(48 * HOUR))


def lying_for(hours: float, clock: RetentionClock | None = None) -> Basis:
    return Basis(later(hours * HOUR), since=clock or RetentionClock(NOON))


def test_by_size() -> None:
    assert price(BY_SIZE, Basis(NOON, size="M")) == FIVE
    assert price(BY_SIZE, Basis(NOON, size="XL")) is None


def test_what_no_order_and_no_offer_has_said_costs_nothing() -> None:
    duty, quoted = ChargeRule("duty"), ChargeRule("repair", amount=AmountFrom.OFFER)
    assert price(duty, Basis(NOON)) is None
    assert price(quoted, Basis(NOON, ordered=FIVE)) is None
    assert price(duty, Basis(NOON, ordered=FIVE)) == FIVE
    assert price(quoted, Basis(NOON, offered=FIVE)) == FIVE
    assert price(duty, Basis(NOON, ordered=Money(0, "EUR"))) is None


@pytest.mark.parametrize(
    ("hours", "times"), [(0, 0), (47, 0), (48, 0), (48.001, 1), (72, 1), (72.001, 2), (120, 3)]
)
def test_each_period_that_has_begun_beyond_what_is_free(hours: float, times: int) -> None:
    assert price(LATE, lying_for(hours)) == (Money(300 * times, "EUR") if times else None)


def test_one_period_is_paid_where_no_time_is_counted_yet() -> None:
    assert price(replace(BY_SIZE, per=DAY), Basis(NOON, size="S")) == THREE


def test_no_period_begins_while_the_clock_stands() -> None:
    stood = RetentionClock(NOON, timedelta(hours=10))
    assert price(LATE, lying_for(58, stood)) is None
    assert price(LATE, lying_for(58.001, stood)) == THREE
    stands = RetentionClock(NOON, standing_since=later(47 * HOUR))
    assert price(LATE, lying_for(1000, stands)) is None


def test_a_day_keeps_the_time_on_the_wall() -> None:
    """The night before 29 March 2026 has 23 hours in Berlin."""
    berlin = Calendar(ZoneInfo("Europe/Berlin"))
    began = datetime(2026, 3, 28, 11, tzinfo=UTC)  # noon on the wall
    rule = ChargeRule("late", amount=THREE, per=Span(1, SpanUnit.DAYS))
    noon = datetime(2026, 3, 29, 10, tzinfo=UTC)
    basis = Basis(noon, berlin, since=RetentionClock(began))
    assert price(rule, basis) == THREE
    assert price(rule, replace(basis, now=noon + timedelta(seconds=1))) == Money(600, "EUR")
    assert price(replace(rule, per=DAY), replace(basis, now=noon + timedelta(minutes=59))) == THREE


def test_what_lay_there_for_an_age_is_counted_only_so_far() -> None:
    ages = price(replace(LATE, per=Span(1)), lying_for(10**6))
    assert ages == Money(300 * MOST_PERIODS, "EUR")
