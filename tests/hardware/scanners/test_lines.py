"""Reads are cut from bytes, and made into texts that are safe to hand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.outcomes.reading import Symbology
from hardware.scanners.cutter import LONGEST, LineCutter, TooLong
from hardware.scanners.text import NoText, Reading, has_check_digit, reading_from


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b"\r\r\n", b"\t", b"\t\r", b"\t\r\n"])
def test_any_line_end_ends_a_read_once(end: bytes) -> None:
    cutter = LineCutter()
    assert cutter.feed(b"one" + end + b"two" + end) == [b"one", b"two"]
    assert not cutter.waiting


def test_quiet_ends_a_read_that_has_no_end() -> None:
    cutter = LineCutter()
    assert cutter.feed(b"half") == []
    assert cutter.waiting
    assert cutter.feed(b"-code") == []
    assert cutter.quiet() == b"half-code"
    assert cutter.quiet() is None


def test_the_longest_read_passes_and_one_byte_more_is_refused_once_until_quiet() -> None:
    cutter = LineCutter()
    assert cutter.feed(b"9" * LONGEST + b"\r") == [b"9" * LONGEST]
    assert cutter.feed(b"9" * (LONGEST + 1)) == [TooLong()]
    assert cutter.feed(b"9" * LONGEST * 3 + b"\rABC\r") == []
    assert cutter.waiting
    assert cutter.quiet() is None
    assert cutter.feed(b"after\r") == [b"after"]


@given(
    st.lists(st.binary(max_size=40).filter(lambda b: not set(b) & {9, 10, 13} and b), max_size=8), st.data()
)
def test_it_does_not_matter_how_the_bytes_arrive(lines: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(line + b"\r\n" for line in lines)
    cutter, reads = LineCutter(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        reads += cutter.feed(stream[:size])
        stream = stream[size:]
    assert reads == lines


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (b"JJD0001234", Reading("JJD0001234", Symbology.UNKNOWN)),
        (b"]C0JJD0001234", Reading("JJD0001234", Symbology.CODE128)),
        (b"]Q1CUBBY:ABC", Reading("CUBBY:ABC", Symbology.QR)),
        (b"]E04006381333931", Reading("4006381333931", Symbology.EAN13)),
        (b"]I100012345678905", Reading("00012345678905", Symbology.ITF14)),
        (b"]C10034\x1d40", Reading("0034␝40", Symbology.CODE128)),
        (b"\x1d0034", Reading("␝0034", Symbology.UNKNOWN)),
        (b"0034\x1d40", Reading("0034␝40", Symbology.UNKNOWN)),
        ("żółw".encode(), Reading("żółw", Symbology.UNKNOWN)),
        (b" spaced ", Reading("spaced", Symbology.UNKNOWN)),
        (b"]Q1CUBBY:ABC\t", Reading("CUBBY:ABC", Symbology.QR)),
        (b"\tJJD0001234\r\n", Reading("JJD0001234", Symbology.UNKNOWN)),
    ],
)
def test_a_read_becomes_a_text_and_a_symbology(raw: bytes, reading: Reading) -> None:
    assert reading_from(raw) == reading


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   ",
        b"]C1",
        b"\xff\xfe",
        b"caf\xe9",
        b"JJD\x00",
        b"JJD\x1b[2J",
        b"JJD\x1d123",
        b"\x06",
        "JJD\u0085".encode(),
        "JJD\u2028".encode(),
        b"]I112345678",
        b"]I100012345678904",
        b"\xed\xa0\x80",
    ],
)
def test_what_no_label_says_is_thrown_away(raw: bytes) -> None:
    assert isinstance(reading_from(raw), NoText)


@given(st.binary(max_size=200))
def test_any_noise_is_refused_or_plain(raw: bytes) -> None:
    match reading_from(raw):
        case Reading(text, _):
            assert text == text.strip(" ")
            assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)
        case NoText(reason):
            assert reason


def test_the_check_digit_of_trade_numbers() -> None:
    assert has_check_digit("4006381333931")
    assert has_check_digit("00012345678905")
    assert not has_check_digit("4006381333932")
    assert not has_check_digit("")
    assert not has_check_digit("400638133393X")
