"""What is shown is taken for what it means."""

from __future__ import annotations

import pytest

from kiosk.access.credentials import BothShown, PinShown
from kiosk.access.digits import folded


@pytest.mark.parametrize("digits", ["٠٠٣٤٠٤٣٤", "۰۰۳۴۰۴۳۴", "００３４０４３４", "००३४०४३४", "00340434"])
def test_digits_of_any_script_are_the_same_code(digits: str) -> None:
    assert PinShown(digits, digits[-4:]) == PinShown("00340434", "0434")
    assert BothShown(PinShown("1"), digits).code == "00340434"


def test_what_is_no_decimal_digit_stays_as_it_is() -> None:
    assert folded("Ⅷ²½٣x") == "Ⅷ²½3x"
