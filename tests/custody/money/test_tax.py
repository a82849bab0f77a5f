"""Gross is always net and tax together, rounded once a rate, a half up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.custody.money.tax import Taxes, tax_in, tax_lines
from kiosk.custody.services.rules import ChargeKind


@pytest.mark.parametrize(
    ("gross", "rate", "tax"),
    [
        (1190, 1900, 190),
        (450, 1900, 72),
        (107, 700, 7),
        (300, 0, 0),
        (3, 2000, 1),
        (9, 2000, 2),
        (1, 1900, 0),
    ],
)
def test_the_tax_in_a_price(gross: int, rate: int, tax: int) -> None:
    assert tax_in(gross, rate) == tax
    assert tax_in(-gross, rate) == -tax


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_it_is_the_nearest_one(gross: int, rate: int) -> None:
    exact = Fraction(gross * rate, 10_000 + rate)
    assert -Fraction(1, 2) < exact - tax_in(gross, rate) <= Fraction(1, 2) or exact % 1 == Fraction(1, 2)
    assert 0 <= tax_in(gross, rate) <= gross


def test_it_is_rounded_once_a_rate_and_not_once_a_line() -> None:
    """Three times 1.00 at 19 % have 0.48 in them; three times 0.16 would be the same, of 0.99 it is not."""
    (line,) = tax_lines([(33, 1900)] * 3)
    assert (line.gross, line.tax, line.net) == (99, 16, 83)
    assert 3 * tax_in(33, 1900) == 15


def test_a_line_for_each_rate_the_highest_first() -> None:
    lines = tax_lines([(500, 700), (1000, 1900), (700, 700), (5000, 0)])
    assert [(one.rate, one.gross) for one in lines] == [(1900, 1000), (700, 1200), (0, 5000)]
    assert all(one.net + one.tax == one.gross for one in lines)


def test_what_is_only_kept_or_taken_for_somebody_else_has_none_unless_the_site_says_so() -> None:
    taxes = Taxes(1900, {"storage": 700, "send.postage": 0})
    assert taxes.rate("parcel", "fee", ChargeKind.PRICE, "") == 1900
    assert taxes.rate("parcel", "duty", ChargeKind.PRICE, "carrier") == 0
    assert taxes.rate("loan", "deposit", ChargeKind.SECURITY, "") == 0
    assert taxes.rate("storage", "rent", ChargeKind.PRICE, "") == 700
    assert taxes.rate("send", "postage", ChargeKind.PRICE, "") == 0
