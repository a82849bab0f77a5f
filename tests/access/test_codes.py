"""What a scanned text is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.access.codes import (
    LONGEST,
    TOKEN_PREFIX,
    CarrierLabel,
    CodeFault,
    CodeRefused,
    Sscc,
    Token,
    classify,
    gs1_check_digit,
    is_too_long,
    tracking_text,
)

UNIT = "340434161094042557"
BODY = "ABCDEFGHIJKLMNOPQRSTUVWX23"


@pytest.mark.parametrize(
    "text",
    [
        f"(00){UNIT}",
        f"(00) {UNIT[:9]} {UNIT[9:]}",
        f"]C100{UNIT}",
        f"]C1\x1d00{UNIT}",
        f"\x1d00{UNIT}",
        f"\N{SYMBOL FOR GROUP SEPARATOR}00{UNIT}",
        f"00{UNIT}",
        UNIT,
        f"]C100{UNIT}\x1d4031234",
        f"(00){UNIT}(02)04006381333931",
        f"  {UNIT}  ",
    ],
)
def test_a_shipping_unit_is_known_in_every_dress(text: str) -> None:
    assert classify(text) == Sscc(UNIT)


@pytest.mark.parametrize("text", ["(00)123", "]C100ABC"])
def test_what_claims_to_be_a_unit_and_has_not_its_digits_is_refused(text: str) -> None:
    assert classify(text) == CodeRefused(CodeFault.NO_UNIT)


@pytest.mark.parametrize("text", [f"(00){UNIT[:-1]}8", f"]C100{UNIT[:-1]}8", UNIT[:-1] + "8"])
def test_a_unit_whose_check_digit_is_wrong_is_its_digits_all_the_same(text: str) -> None:
    """A wrong check digit warns and never refuses: whoever announced just these is to be found."""
    assert classify(text) == CarrierLabel(UNIT[:-1] + "8")


@pytest.mark.parametrize(
    ("text", "tracking"),
    [
        ("rb 123 456 784 gb", "RB123456784GB"),
        ("]C0RB123456785GB", "RB123456785GB"),
        ("JJD000390007882912345", "JJD000390007882912345"),
        ("1z 999 aa1 01 2345 6784", "1Z999AA10123456784"),
        ("ABC-12/34.5", "ABC-12/34.5"),
        ("123456", "123456"),
        ("A" * 40, "A" * 40),
    ],
)
def test_a_carriers_code_is_written_in_capitals_and_without_spaces(text: str, tracking: str) -> None:
    assert classify(text) == CarrierLabel(tracking)
    assert tracking_text(text) == tracking


def test_a_token_of_ours_is_known_by_its_prefix() -> None:
    assert classify(TOKEN_PREFIX + BODY) == Token(TOKEN_PREFIX + BODY)
    assert classify((TOKEN_PREFIX + BODY).lower()) == Token(TOKEN_PREFIX + BODY)
    assert classify(TOKEN_PREFIX + BODY + "\t") == Token(TOKEN_PREFIX + BODY)
    assert tracking_text(TOKEN_PREFIX + BODY) is None


@pytest.mark.parametrize("body", ["", BODY[:-1], BODY[:-1] + "1", BODY * 5, BODY + "="])
def test_a_token_that_is_too_short_or_not_base32_is_damaged(body: str) -> None:
    assert classify(TOKEN_PREFIX + body) == CodeRefused(CodeFault.DAMAGED_TOKEN)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", CodeFault.EMPTY),
        ("   ", CodeFault.EMPTY),
        ("9" * (LONGEST + 1), CodeFault.TOO_LONG),
        ("9" * 4096, CodeFault.TOO_LONG),
        ("JJD\x00123456", CodeFault.UNPRINTABLE),
        ("JJD123456\n", CodeFault.UNPRINTABLE),
        ("JJD\x1b[2J123456", CodeFault.UNPRINTABLE),
        ("JJD\u202e654321", CodeFault.UNPRINTABLE),
        ("JJD\u2066654321", CodeFault.UNPRINTABLE),
        ("JJD\u200b654321", CodeFault.UNPRINTABLE),
        ("JJD\u2028654321", CodeFault.UNPRINTABLE),
        ("https://example.org/JJD123456", CodeFault.FOREIGN),
        ("'; DROP TABLE journal; --", CodeFault.FOREIGN),
        ("<b>123456</b>", CodeFault.FOREIGN),
        ("../../etc/passwd", CodeFault.FOREIGN),
        ("12345", CodeFault.FOREIGN),
        ("A" * 41, CodeFault.FOREIGN),
        ("JJD\N{ARABIC-INDIC DIGIT ONE}234567", CodeFault.FOREIGN),
        ("JJD\N{FULLWIDTH DIGIT ONE}234567", CodeFault.FOREIGN),
        ("ſſſſſſſſ", CodeFault.FOREIGN),
    ],
)
def test_hostile_and_foreign_texts_are_refused_with_a_reason(text: str, reason: CodeFault) -> None:
    assert classify(text) == CodeRefused(reason)


@pytest.mark.parametrize("length", [513, 2000, 4096])
def test_a_long_text_is_told_from_one_that_can_not_be_read(length: int) -> None:
    assert is_too_long("a" * length)
    assert not is_too_long("a" * LONGEST)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_and_a_label_keeps_only_plain_characters(text: str) -> None:
    tracking = tracking_text(text)
    if tracking is not None:
        assert tracking.isascii()
        assert tracking.isprintable()
        assert 6 <= len(tracking) <= 40
        assert tracking_text(tracking) == tracking


@given(st.text("0123456789", min_size=17, max_size=17))
def test_a_changed_digit_of_a_unit_is_noticed(digits: str) -> None:
    unit = digits + gs1_check_digit(digits)
    assert classify(f"(00){unit}") == Sscc(unit)
    changed = str((int(unit[3]) + 1) % 10)
    assert isinstance(classify(f"(00){unit[:3]}{changed}{unit[4:]}"), CarrierLabel)
