"""Check digits against numbers that their carriers print, and what each of them notices."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.labels.checks import ALPHANUMERIC, CHECKS

NUMBERS = [
    ("gs1", "34043416109402211", "5"),
    ("gs1", "400638133393", "1"),
    ("gs1", "940011120620640626078", "7"),
    ("upu-s10", "12345678", "5"),
    ("upu-s10", "47312482", "9"),
    ("upu-s10", "00000000", "5"),
    ("mod37-36", "09980000020033", "F"),
    ("mod37-36", "008182709980000020033350276", "C"),
    ("mod37-36", "008182709980000020045327276", "N"),
    ("luhn", "7992739871", "3"),
    ("mod7", "331881002", "5"),
    ("mod7", "7389105114", "6"),
    ("deutsche-post", "56310243031", "3"),
    ("deutsche-post", "2134807501640", "1"),
    ("fedex", "98657878885", "5"),
    ("fedex", "0077901797269", "7"),
    ("ups", "5R8939035756712", "7"),
    ("ups", "8V92A7036720302", "4"),
]


@pytest.mark.parametrize(("by", "text", "digit"), NUMBERS)
def test_the_check_digit_of_a_number_that_was_printed(by: str, text: str, digit: str) -> None:
    assert CHECKS[by].work_out(text) == digit


def test_every_algorithm_has_a_number_that_was_printed() -> None:
    assert {by for by, *_ in NUMBERS} == CHECKS.keys()


@pytest.mark.parametrize("by", sorted(CHECKS))
@given(st.data())
def test_an_algorithm_gives_one_of_its_characters_for_any_text_of_them(by: str, data: st.DataObject) -> None:
    check = CHECKS[by]
    length = check.length or data.draw(st.integers(1, 40))
    text = data.draw(st.text(check.of, min_size=length, max_size=length))
    assert check.work_out(text) in check.gives


@pytest.mark.parametrize("by", ["gs1", "mod37-36", "luhn"])
@given(st.data())
def test_one_wrong_digit_is_noticed(by: str, data: st.DataObject) -> None:
    """The others miss some: mod7 a 7 for a 0, and where 10 is 0 two rests give one digit."""
    check = CHECKS[by]
    length = check.length or data.draw(st.integers(2, 30))
    text = data.draw(st.text(string.digits, min_size=length, max_size=length))
    place = data.draw(st.integers(0, length - 1))
    other = data.draw(st.sampled_from(string.digits).filter(lambda digit: digit != text[place]))
    changed = text[:place] + other + text[place + 1 :]
    assert check.work_out(changed) != check.work_out(text)


def test_letters_and_digits_are_the_alphabet() -> None:
    assert string.digits + string.ascii_uppercase == ALPHANUMERIC
