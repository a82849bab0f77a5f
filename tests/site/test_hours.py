"""`[hours]`: when people can come to the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused

DEMO = Path(__file__).resolve().parents[2] / "assets" / "sites" / "demo.toml"


def site(tmp_path: Path, hours: str) -> Path:
    file = tmp_path / "site.toml"
    file.write_text(f"{DEMO.read_text(encoding='utf-8')}\n[hours]\n{hours}\n", encoding="utf-8")
    return file


def test_a_site_is_open_in_its_own_time_zone_and_closed_on_days_that_are_not_named(tmp_path: Path) -> None:
    hours = 'monday = ["08:00-12:00", "14:00-24:00"]\nclosed = [2026-12-28]'
    calendar = load_site(site(tmp_path, hours)).hours
    assert calendar.is_open(datetime(2026, 11, 30, 7, 0, tzinfo=UTC))  # 8 in Berlin
    assert not calendar.is_open(datetime(2026, 11, 30, 11, 0, tzinfo=UTC))
    assert calendar.is_open(datetime(2026, 11, 30, 22, 59, tzinfo=UTC))
    assert not calendar.is_open(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert not calendar.is_open(datetime(2026, 12, 28, 9, 0, tzinfo=UTC))


def test_without_hours_it_is_always_open() -> None:
    assert load_site(DEMO).hours.is_open(datetime(2026, 12, 25, 3, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ("closed = [2026-12-25]", "found no day on which it is open"),
        ('monday = ["8-12"]', 'hours.monday.*from when until when, such as "08:00-18:30"'),
        ('monday = ["22:00-06:00"]', "hours.monday.*an end after the beginning"),
        ('monday = ["08:00-12:00", "11:00-13:00"]', "hours in their order that don't overlap"),
        ('monday = ["08:00-24:00", "11:00-13:00"]', "hours in their order that don't overlap"),
        ('monday = ["08:00-12:00"]\nclosed = ["soon"]', "hours.closed.*a day such as 2026-12-25"),
        ('wensday = ["08:00-12:00"]', 'did you mean "wednesday"'),
    ],
)
def test_what_is_no_opening_hour_is_said_with_its_line(tmp_path: Path, hours: str, says: str) -> None:
    with pytest.raises(SiteRefused, match=f"line .*{says}"):
        load_site(site(tmp_path, hours))
