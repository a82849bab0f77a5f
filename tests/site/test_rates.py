"""`[money]` says how much of a price is tax, by the digits that stand in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.custody.money.tax import Taxes
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from kiosk.site.problems import SiteRefused

DEMO = Path(__file__).resolve().parents[2] / "assets" / "sites" / "demo.toml"


def test_rates_in_percent_of_the_site_of_a_service_and_of_one_of_its_charges(tmp_path: Path) -> None:
    money = {"vat": 19, "rates": {"parcel": 8.1, "parcel.duty": 0}}
    write_changed(DEMO, tmp_path / "site.toml", {"money": money})
    assert load_site(tmp_path / "site.toml").money == Taxes(1900, {"parcel": 810, "parcel.duty": 0})
    assert load_site(DEMO).money == Taxes()


def test_a_rate_of_a_service_that_is_not_here_is_refused(tmp_path: Path) -> None:
    write_changed(DEMO, tmp_path / "site.toml", {"money": {"rates": {"parsel": 7}}})
    with pytest.raises(SiteRefused, match="parsel"):
        load_site(tmp_path / "site.toml")
