"""What is scanned, and what it may be announced as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanners.text import Reading, reading_from
from kiosk.access.codes import tracking_text
from kiosk.labels.carriers import LONGEST
from tests.labels.shipped import SHIPPED

IMPB = "9400111899223856928499"

SCANNED = [
    ("%008182709980000020033350276", "09980000020033"),
    ("008182709980000020033350276", "09980000020033"),
    ("%008182709980000020033350276", "09980000020033F"),
    ("%008182709980000020033350276C", "09980000020033"),
    ("09980000020033F", "09980000020033"),
    ("09980000020033", "09980000020033F"),
    ("]I0563102430313", "563102430313"),
    ("]I121348075016401", "21348075016401"),
    ("563102430313", "56.310 243.031 3"),
    ("21348075016401", "21348.075.016.40 1"),
    ("990012345612345678", "99.00.123456.12345678"),
    ("99.00.123456.12345678", "990012345612345678"),
    ("420787459400111899223856928499", IMPB),
    ("4207874512349400111899223856928499", IMPB),
    ("]C1420787459400111899223856928499", IMPB),
    ("]C1\x1d420787459400111899223856928499", IMPB),
    (f"]C142078745\x1d{IMPB}", IMPB),
    ("420787459400111206206406260787", "9400111206206406260787"),
    ("1001921334250001000300779017979999", "779017979999"),
    ("9611020987654312345672", "987654312345672"),
    ("JJD0002242617644732", "JD0002242617644732"),
    ("JD0002242617644732", "JJD0002242617644732"),
    ("1JJD0002242617644732", "JD0002242617644732"),
    ("A123456A", "123456"),
    ("]F0B0829220875D", "0829220875"),
    ("00340434161094022115", "340434161094022115"),
    ("00340434000000000018", "340434000000000018"),
    ("]C102040063813339313712\x1d00340434161094022115", "340434161094022115"),
    ("]C1401ABC123456", "ABC123456"),
    ("(402)12345678901234567", "12345678901234567"),
    ("]d2420787450\x1d91XYZ9876543", "XYZ9876543"),
    ("https://id.gs1.org/00/340434161094022115", "340434161094022115"),
    ("https://example.org/a/00/340434161094022115?s=1", "(00) 340434161094022115"),
]


@pytest.mark.parametrize(("scanned", "announced"), SCANNED)
def test_what_is_scanned_finds_what_is_announced(scanned: str, announced: str) -> None:
    read = reading_from(scanned.encode())
    assert isinstance(read, Reading)
    wanted = tracking_text(announced)
    assert wanted is not None
    assert _numbers(wanted) & _numbers(read.text)


@pytest.mark.parametrize(
    ("scanned", "other"),
    [
        ("09980000020033D", "09980000020033"),
        ("%008182709980000020033350276K", "09980000020033"),
        ("4006381333931", "6381333931"),
        ("010950600013435221A1", "09506000134352"),
        ("https://id.gs1.org/01/09506000134352/21/A1", "09506000134352"),
        ("https://id.gs1.org/00/340434161094022116", "340434161094022116"),
        ("RB123456785GB", "123456785"),
    ],
)
def test_what_is_no_routing_is_kept(scanned: str, other: str) -> None:
    assert other not in _numbers(scanned)


@pytest.mark.parametrize("number", ["]I0563102430314", "]I021348075016402", "]I112345678"])
def test_a_german_post_code_that_fails_its_check_is_a_misreading(number: str) -> None:
    assert not isinstance(reading_from(number.encode()), Reading)


@given(
    st.text("0123456789ABCJ%./-()\x1d]\N{SYMBOL FOR GROUP SEPARATOR} ", max_size=LONGEST + 4)
    | st.text(max_size=80)
)
def test_numbers_are_tracking_texts_of_their_own(text: str) -> None:
    found = SHIPPED.numbers(text)
    assert len(found) < 20
    assert len(set(found)) == len(found)
    assert tracking_text(text) not in found
    assert all(tracking_text(each) == each for each in found)


def _numbers(text: str) -> set[str | None]:
    return {tracking_text(text), *SHIPPED.numbers(text)}
