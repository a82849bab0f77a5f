"""One spelling for each phone; what can't be a number is none."""

from __future__ import annotations

import pytest

from kiosk.vault.phones import NoPhone, Phones, home_of

HERE = Phones("DE")
SAME = (
    "+49 1510 1234567",
    "01510 1234567",
    "0049 1510 1234567",
    "+49 (0)1510 1234567",
    "(01510) 123-45-67",
    "01510/1234567",
    "+49\N{NO-BREAK SPACE}1510\N{NON-BREAKING HYPHEN}1234567",
)


@pytest.mark.parametrize("spelling", SAME)
def test_every_spelling_of_a_phone_is_the_same_phone(spelling: str) -> None:
    assert HERE.read(spelling) == HERE.key(spelling) == "+4915101234567"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "mother",
        "112",
        "+1 555 0102",
        "+999 1234567",
        "+49",
        "0" * 30,
        "01510 ١٢٣٤٥٦٧",
        "01510 １２３４５６７",
        "01510 123456Ⅶ",
        "01510 123456²",
        "01510\N{LINE SEPARATOR}1234567",
        "01510\N{RIGHT-TO-LEFT OVERRIDE}1234567",
        "01510\N{ZERO WIDTH SPACE}1234567",
        "01510 1234567 ext. 5",
        "01510 1234567;DROP",
        "0151O 1234567",
        "01510 1234567\n",
    ],
)
def test_what_can_not_be_a_number_is_none(text: str) -> None:
    with pytest.raises(NoPhone, match=r"phone number"):
        HERE.read(text)


@pytest.mark.parametrize("old", [*SAME, "٠١٥١٠ ١٢٣٤٥٦٧", "01510\N{LINE SEPARATOR}1234567"])
def test_what_an_earlier_cubby_took_is_found_by_the_phone_of_today(old: str) -> None:
    assert HERE.key(old) == HERE.read("01510 1234567")


def test_two_phones_are_never_the_same() -> None:
    numbers = ("01510 1234567", "01510 1234568", "+48 1510 1234567", "01511 234567")
    assert len({HERE.key(number) for number in numbers}) == len(numbers)


def test_the_country_is_the_site_s_own_word_then_its_phone_s_then_its_time_zone_s() -> None:
    assert home_of("PL", "+49 30 555 0100", "Europe/Berlin") == "PL"
    assert home_of("", "+43 1 5550100", "Europe/Berlin") == "AT"
    assert home_of("", "030 5550100", "Europe/Berlin") in {"DE", ""}
    assert home_of("", "030 5550100", "Etc/UTC") == ""


def test_without_a_country_a_phone_has_to_bring_its_own() -> None:
    assert Phones().read("+49 30 1234567") == "+49301234567"
    with pytest.raises(NoPhone, match="country's code"):
        Phones().read("030 1234567")
