"""What carriers' rules make of a label: what is cut, what counts, and what is only told."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.access.codes import tracking_text
from kiosk.labels.carriers import LONGEST
from kiosk.labels.rule import CheckFound
from tests.golden.replay import FOLDER
from tests.labels.shipped import SHIPPED

ROUTING = "%008182709980000020033350276C"
GOLDEN: dict[str, dict[str, list[str] | str | None]] = json.loads((FOLDER / "0.1.0.labels.json").read_text())


def same(one: str, other: str) -> bool:
    """Whether two labels are one parcel's, as a kiosk compares them."""
    return bool(_numbers(one) & _numbers(other))


def _numbers(text: str) -> set[str]:
    itself = tracking_text(text)
    return {*SHIPPED.numbers(text), *([itself] if itself else [])}


# --- parcels that are announced already ------------------------------------------------------------


def test_a_parcel_that_was_announced_before_carriers_were_files_keeps_its_identity() -> None:
    assert len(GOLDEN) > 250
    changed = {text for text, was in GOLDEN.items() if was["label"] not in (None, tracking_text(text))}
    assert changed == set()


def test_whatever_was_found_before_carriers_were_files_is_found() -> None:
    """But for a routing label whose check character is wrong: it is asked now, and was taken silently."""
    pairs = [(text, number) for text, was in GOLDEN.items() for number in was["readings"] or ()]
    lost = {(text, number) for text, number in pairs if not same(text, number)}
    asked = {(text, number) for text, number in lost if _numbers(number) & set(SHIPPED.nearby(text))}
    assert len(pairs) > 250
    assert lost == asked
    assert all(len(text) in (28, 29) and not SHIPPED.carrier_of(text) for text, _ in asked)


# --- one parcel, several readings ------------------------------------------------------------------


@pytest.mark.parametrize(
    "labels",
    [
        (ROUTING, ROUTING[1:-1], "09980000020033", "0998 0000 0200 33", "09980000020033F"),
        (
            "420787459400111206206406260787",
            "9400 1112 0620 6406 2607 87",
            "]C1420787459400111206206406260787",
        ),
        ("1001921334250001000300779017972697", "779017972697", "00779017972697"),
        ("JJD0002242617644732", "JD0002242617644732", "1JJD0002242617644732"),
        ("]C100340434161094022115", "340434161094022115", "https://id.gs1.org/00/340434161094022115"),
        ("56.310 243.031 3", "563102430313", "]I0563102430313"),
        ("BRING-1234-5678", "bring 1234 5678", "BRING12345678"),
        ("61299998820821171811", "9261299998820821171811"),
    ],
)
def test_one_parcel_is_one_whatever_was_read(labels: tuple[str, ...]) -> None:
    assert all(same(one, other) for one in labels for other in labels)


@given(st.text(string.digits, min_size=14, max_size=14), st.text(string.digits, min_size=14, max_size=14))
def test_two_parcels_of_one_carrier_are_never_one(one: str, other: str) -> None:
    bars = f"%0081827{one}350276"
    assert same(bars, one)
    assert same(bars, other) is (one == other)


@given(st.sampled_from(sorted(GOLDEN)), st.sampled_from(sorted(GOLDEN)))
def test_being_one_parcel_goes_both_ways(one: str, other: str) -> None:
    assert same(one, other) is same(other, one)
    assert same(one, one) is bool(_numbers(one))


# --- what a reading says ---------------------------------------------------------------------------


def test_what_was_cut_and_what_it_means() -> None:
    read = SHIPPED.readings(ROUTING)[0]
    assert (read.carrier, read.rule, read.number) == ("DPD", "routing label", "09980000020033")
    assert [(p.name, p.text, p.meaning) for p in read.pieces] == [
        ("postcode", "0081827", ""),
        ("number", "09980000020033", ""),
        ("service", "350", "DPD 8:30"),
        ("country", "276", ""),
        ("check", "C", ""),
    ]
    assert (read.check, read.by, read.expected) == (CheckFound.RIGHT, "mod37-36", "")


def test_goods_are_no_parcel() -> None:
    read = {each.rule: each for each in SHIPPED.readings("4006381333931")}["goods (GTIN)"]
    assert (read.number, read.check) == ("", CheckFound.RIGHT)
    assert SHIPPED.numbers("4006381333931") == ()


def test_fields_of_a_message_have_their_titles() -> None:
    (read,) = SHIPPED.readings("]C102040063813339313712\x1d00340434161094022115")
    assert (read.carrier, read.number) == ("GS1", "340434161094022115")
    assert {p.name: p.text for p in read.pieces} == {
        "02": "04006381333931",
        "37": "12",
        "00": "340434161094022115",
    }


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        (ROUTING, "DPD"),
        ("1Z5R89390357567127", "UPS"),
        ("TBA502887274000", "Amazon"),
        ("420787459400111206206406260787", "USPS"),
        ("RB123456785GB", ""),
        ("00340434161094022115", ""),
        ("09980000020033", ""),
        ("ZX12AB34", ""),
        ("1Z12345E0205271688", ""),
        ("HERE-0001", ""),
        ("", ""),
    ],
)
def test_a_carrier_is_named_only_where_nobody_elses_labels_look_so(text: str, carrier: str) -> None:
    assert SHIPPED.carrier_of(text) == carrier


# --- check digits warn -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "RB123456786GB",
        "1Z12345E0205271688",
        f"{ROUTING[:-1]}K",
        "]C100340434161094022116",
        "(00)340434000000000018",
    ],
)
def test_a_form_of_its_own_with_a_wrong_check_digit_is_a_misreading(text: str) -> None:
    assert SHIPPED.is_misread(text)
    assert same(text, text), "where just this was announced it is found all the same"


@pytest.mark.parametrize(
    "text",
    ["RB123456785GB", "986578788856", "340434000000000018", "09980000020033D", "4006381333932", "HERE-0001"],
)
def test_a_form_that_many_have_is_never_a_misreading(text: str) -> None:
    assert not SHIPPED.is_misread(text)


@given(st.text(string.ascii_uppercase, min_size=2, max_size=2), st.integers(0, 99_999_999), st.integers(0, 9))
def test_a_postal_item_has_one_digit_that_is_right(service: str, serial: int, digit: int) -> None:
    (read,) = (r for r in SHIPPED.readings(f"{service}{serial:08}{digit}DE") if r.carrier == "UPU")
    assert SHIPPED.is_misread(f"{service}{serial:08}{digit}DE") is (read.check is CheckFound.WRONG)
    assert read.expected == "" or not SHIPPED.is_misread(f"{service}{serial:08}{read.expected}DE")


def test_a_number_that_was_cut_by_a_wrong_check_digit_is_only_near() -> None:
    assert not same("09980000020033D", "09980000020033")
    assert SHIPPED.nearby("09980000020033D") == ("09980000020033",)


# --- what a hand types -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("O998OOOO02OO33", "09980000020033"),
        ("RBI2345678SGB", "RB123456785GB"),
        ("R8123456785GB", "RB123456785GB"),
        ("1Z5R89390357567l27", "1Z5R89390357567127"),
        ("lZ5R8939O357567127", "1Z5R89390357567127"),
        ("T8A502887274000", "TBA502887274000"),
        ("9865787888SS", "986578788855"),
    ],
)
def test_letters_typed_for_the_digits_they_look_like_are_near(typed: str, meant: str) -> None:
    assert not same(typed, meant), "never taken silently"
    assert meant in SHIPPED.nearby(typed)


@pytest.mark.parametrize("text", [*GOLDEN, "HERE-0001", "OTHER-0001"])
def test_what_is_near_is_something_else(text: str) -> None:
    near = SHIPPED.nearby(text)
    assert not set(near) & _numbers(text)
    assert all(tracking_text(each) == each for each in near)


# --- whatever comes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "9" * 4096,
        "J" * (LONGEST + 1),
        "]",
        "]C1",
        "]C1\x1d",
        "\x1d" * 40,
        "(00)" * 16,
        "\N{ARABIC-INDIC DIGIT ONE}" * 14,
        "\N{FULLWIDTH DIGIT NINE}" * 14,
        "1Z5R8939035756712\N{ARABIC-INDIC DIGIT SEVEN}",
        "\N{CYRILLIC CAPITAL LETTER ER}B123456785GB",
        "\N{LATIN SMALL LETTER LONG S}" * 14,
        "RB123456785GB\x00",
        "RB123\u202e456785GB",
        "https://example.org/t/RB123456785GB",
        "{number}",
        "%s%s%s%s%n",
    ],
)
def test_hostile_texts_are_no_label_of_anybody(text: str) -> None:
    assert SHIPPED.numbers(text) == ()
    assert SHIPPED.carrier_of(text) == ""
    assert not SHIPPED.is_misread(text)
    assert SHIPPED.nearby(text) == ()


@given(st.text(max_size=90) | st.text(string.printable, max_size=90))
def test_any_text_is_answered(text: str) -> None:
    for read in SHIPPED.readings(text):
        assert read.number.isascii()
    SHIPPED.nearby(text)
    SHIPPED.is_misread(text)


@pytest.mark.parametrize("characters", [string.digits, string.ascii_uppercase, "J", "4209", "O0", "1"])
def test_the_longest_texts_fit_each_rule_once_at_most(characters: str) -> None:
    for length in range(LONGEST - 3, LONGEST + 1):
        text = (characters * LONGEST)[:length]
        assert len(SHIPPED.readings(text)) <= sum(len(carrier.rules) for carrier in SHIPPED.every)
        assert SHIPPED.nearby(text) == ()
