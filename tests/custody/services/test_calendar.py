"""What a span of time is on the site's calendar, through clock changes, nights and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.custody.services.calendar import Calendar, OpenHours
from kiosk.custody.services.rules import Span, SpanUnit

BERLIN = ZoneInfo("Europe/Berlin")
WORKING = (OpenHours(time(8), time(18)),)
SHOP = Calendar(BERLIN, (WORKING,) * 5 + ((), ()), frozenset({date(2026, 12, 25)}))


def berlin(year: int, month: int, day: int, hour: int = 12, minute: int = 0, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


def test_24_hours_are_elapsed_time_and_a_day_keeps_the_time_on_the_wall() -> None:
    before = berlin(2026, 10, 24)  # the night has 25 hours
    assert SHOP.after(before, Span(24 * 3600)) == berlin(2026, 10, 25, 11)
    assert SHOP.after(before, Span(1, SpanUnit.DAYS)) == berlin(2026, 10, 25)
    before = berlin(2026, 3, 28)  # the night has 23 hours
    assert SHOP.after(before, Span(24 * 3600)) == berlin(2026, 3, 29, 13)
    assert SHOP.after(before, Span(1, SpanUnit.DAYS)) == berlin(2026, 3, 29)


def test_a_time_that_a_clock_change_leaves_out_is_the_first_after_it() -> None:
    ends = SHOP.after(berlin(2026, 3, 28, 2, 30), Span(1, SpanUnit.DAYS))
    assert ends.astimezone(BERLIN).time() == time(3, 30)


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    ends = SHOP.after(berlin(2026, 10, 24, 2, 30), Span(1, SpanUnit.DAYS))
    assert ends == berlin(2026, 10, 25, 2, 30, fold=0)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ((2026, 11, 30), 5, (2026, 12, 7)),  # Monday to Monday
        ((2026, 12, 5), 1, (2026, 12, 7)),  # from a Saturday
        ((2026, 12, 24), 1, (2026, 12, 28)),  # a holiday, then a weekend
        ((2026, 12, 24), 0, (2026, 12, 24)),
    ],
)
def test_open_days_leave_out_weekends_and_holidays(
    start: tuple[int, int, int], days: int, end: tuple[int, int, int]
) -> None:
    assert SHOP.after(berlin(*start), Span(days, SpanUnit.OPEN_DAYS)) == berlin(*end)


def test_a_site_that_never_opens_has_days_all_the_same() -> None:
    never = Calendar(BERLIN, ((),) * 7)
    start = berlin(2026, 1, 1)
    assert start < never.after(start, Span(2, SpanUnit.OPEN_DAYS)) < start + timedelta(days=11 * 366)


def test_open_is_from_the_first_minute_until_before_the_last() -> None:
    assert not SHOP.is_open(berlin(2026, 11, 30, 7, 59))
    assert SHOP.is_open(berlin(2026, 11, 30, 8))
    assert SHOP.is_open(berlin(2026, 11, 30, 17, 59))
    assert not SHOP.is_open(berlin(2026, 11, 30, 18))
    assert not SHOP.is_open(berlin(2026, 12, 25, 12))
    assert Calendar(BERLIN).is_open(berlin(2026, 12, 25, 3))


def test_hours_until_midnight_go_to_the_end_of_the_day() -> None:
    late = Calendar(UTC, ((OpenHours(time(20), time()),),) * 7)
    assert late.is_open(datetime(2026, 1, 1, 23, 59, 59, tzinfo=UTC))
    assert not late.is_open(datetime(2026, 1, 2, 0, 0, tzinfo=UTC))
