"""The known frames of ZVT, byte for byte, and what another's dissector reads in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.outcomes.terminals import CardDoing, CardRefusal, CardSlip, TerminalState
from hardware.terminals.numbers import cut_number, cut_text
from hardware.terminals.zvt import frames
from hardware.terminals.zvt.answers import (
    Aborted,
    Finished,
    aborted_of,
    doing_of,
    enquired_of,
    finished_of,
    minutes_of,
    refusal_of,
    state_of,
    status_of,
)
from hardware.terminals.zvt.fields import bcd, printed_block, printed_line, read, unbcd
from hardware.terminals.zvt.frames import opened
from hardware.terminals.zvt.link import checksum, framed
from tests.hardware.terminals.dissecting import dissected

EUR = 978
SENT = {
    "register": (
        frames.register("123456", 0xBE, EUR),
        "06 00 0E 12 34 56 BE 09 78 06 06 26 04 0A 02 06 D3",
        "6D BC",
    ),
    "register without a container": (
        frames.register("000000", 0xBE, EUR, blocks=False),
        "06 00 06 00 00 00 BE 09 78",
        "3C AA",
    ),
    "pay": (
        frames.pay(1250, EUR, 30, 10),
        "06 01 10 04 00 00 00 00 12 50 49 09 78 01 1E 02 0A 06 00",
        "2B 14",
    ),
    "yes": (frames.yes(), "80 00 00", "F5 1F"),
    "wait": (frames.no(frames.WAIT), "84 9C 00", "C3 41"),
    "failed": (frames.no(frames.FAILED), "84 66 00", "8D BE"),
    "less": (frames.packed((0x84, 0x9D), b"\x04" + bcd(1000, 6)), "84 9D 07 04 00 00 00 00 10 00", "4A 01"),
    "repeat": (frames.repeat("000000"), "06 20 05 00 00 00 03 03", "DB 15"),
    "enquire": (frames.enquire("123456"), "05 01 03 12 34 56", "E0 43"),
    "stop": (frames.stop(), "06 B0 00", "43 F3"),
    "hold": (frames.hold(5000, EUR), "06 22 0A 04 00 00 00 00 50 00 49 09 78", "A1 D9"),
    "book": (frames.book(1, 4200, EUR), "06 24 0D 87 00 01 04 00 00 00 00 42 00 49 09 78", "2B 6A"),
    "free": (frames.free(1), "06 25 03 87 00 01", "EA 85"),
    "reverse": (frames.reverse("000000", 42), "06 30 06 00 00 00 87 00 42", "CC C0"),
    "day end": (frames.day_end("000000"), "06 50 03 00 00 00", "FB 37"),
}
STATUS = (
    "04 0F 37 27 00 04 00 00 00 00 40 00 49 09 78 0C 09 38 48 0D 04 25 22 F1 F1 59 66 66 66 66 D2 "
    "00 21 22 01 00 17 00 01 87 01 75 0B 61 39 95 19 40 29 60 09 99 14 0E 05 12 8A 02"
)
REFUSED = (
    "04 0F 25 27 6C 04 00 00 00 00 12 00 49 09 78 0C 11 33 39 0D 08 17 22 F0 F0 0B 00 00 00 19 60 "
    "29 52 50 02 95 8B F0 F1 00"
)


def hexed(data: bytes) -> str:
    return data.hex(" ").upper()


def data_of(text: str) -> bytes:
    apdu = opened(bytes.fromhex(text))
    assert apdu is not None
    return apdu.data


@pytest.mark.parametrize("name", SENT)
def test_what_the_kiosk_sends(name: str) -> None:
    built, apdu, crc = SENT[name]
    assert hexed(built) == apdu
    assert hexed(checksum(built)) == crc
    assert opened(built) == frames.Apdu((built[0], built[1]), built[3:])


@pytest.mark.parametrize(
    ("apdu", "crc"),
    [
        ("06 01 0A 04 00 00 00 01 10 00 49 09 78", "F2 FF"),
        ("06 0F 0A 19 00 29 29 00 10 06 49 09 78", "EF 72"),
        (STATUS, "90 8C"),
        ("06 1E 01 6C", "C9 F2"),
        ("06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00", "B1 11"),
    ],
)
def test_the_checksum_of_what_others_sent(apdu: str, crc: str) -> None:
    assert hexed(checksum(bytes.fromhex(apdu))) == crc


def test_a_frame_doubles_what_would_end_it() -> None:
    assert hexed(framed(bytes.fromhex("06 01 07 04 00 00 00 00 10 10"))) == (
        "10 02 06 01 07 04 00 00 00 00 10 10 10 10 10 03 F3 04"
    )


def test_a_status_with_all_that_a_receipt_needs() -> None:
    status = status_of(data_of(STATUS))
    assert (status.result, status.unread) == (0, "")
    slip = status.slip
    assert (slip.amount, slip.receipt, slip.trace, slip.terminal) == (4000, 175, 613995, "60099914")
    assert (slip.moment, slip.card) == ("0425093848", "ec-cash")
    assert slip.number == "******6666"
    assert "0021220" not in repr(status)


def test_a_refusal_with_an_amount_is_a_refusal() -> None:
    status = status_of(data_of(REFUSED))
    assert (status.result, status.slip.amount, status.unread) == (0x6C, 1200, "")
    assert status.slip.trace == 0


def test_completions_and_ends() -> None:
    assert finished_of(data_of("06 0F 0A 19 00 29 29 00 10 06 49 09 78")) == Finished("29001006")
    assert finished_of(data_of("06 0F 02 19 13")) == Finished("", True, True, True)
    assert finished_of(b"") == Finished()
    assert aborted_of(data_of("06 1E 01 6C")) == Aborted(0x6C)
    assert aborted_of(data_of("06 1E 00")) == Aborted(0xFF)
    assert aborted_of(data_of("06 1E 04 B8 87 FF FF")) == Aborted(0xB8)
    assert aborted_of(data_of("06 1E 04 B8 87 00 43")) == Aborted(0xB8, 43)


def test_how_a_terminal_says_that_it_is() -> None:
    assert enquired_of(data_of("06 0F 01 DC")) == 0xDC
    assert enquired_of(data_of("06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00")) == 0x00
    assert enquired_of(data_of("06 0F 01 F0")) == 0xF0
    assert enquired_of(b"") is None
    assert enquired_of(data_of("06 0F 04 F0 F0 F9 31")) is None
    states = {code: state_of(code) for code in (0x00, 0x9C, 0xC2, 0x51, 0xDC, 0xDF, 0xE0, 0xF0, 0x77)}
    assert states == {
        0x00: TerminalState.READY,
        0x9C: TerminalState.BUSY,
        0xC2: TerminalState.SERVICE,
        0x51: TerminalState.SERVICE,
        0xDC: TerminalState.BUSY,
        0xDF: TerminalState.SERVICE,
        0xE0: TerminalState.UPDATING,
        0xF0: TerminalState.DAY_END,
        0x77: TerminalState.BUSY,
    }


def test_what_it_does_meanwhile_and_for_how_long() -> None:
    assert doing_of(data_of("04 FF 01 0E")) is CardDoing.WAIT
    assert doing_of(data_of("04 FF 02 0A 03")) is CardDoing.CARD
    assert minutes_of(data_of("04 FF 02 0A 03")) == 3
    assert minutes_of(data_of("04 FF 01 0E")) is None
    assert minutes_of(data_of("04 FF 02 0A 00")) is None
    assert doing_of(b"") is CardDoing.WAIT


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (0x05, CardRefusal.BANK),
        (0x63, CardRefusal.BANK),
        (0x6C, CardRefusal.CANCELLED),
        (0x6F, CardRefusal.CURRENCY),
        (0x77, CardRefusal.DAY_END_FAILED),
        (0x83, CardRefusal.IMPOSSIBLE),
        (0x9A, CardRefusal.FORM),
        (0xA0, CardRefusal.BUSY),
        (0xA3, CardRefusal.OFFLINE),
        (0xB4, CardRefusal.ALREADY_REVERSED),
        (0xB5, CardRefusal.NOT_REVERSIBLE),
        (0xB7, CardRefusal.AMOUNT),
        (0xF0, CardRefusal.DAY_END),
        (0xFF, CardRefusal.OTHER),
    ],
)
def test_why_a_terminal_refuses(code: int, why: CardRefusal) -> None:
    assert refusal_of(code) is why


# --- lengths and unknown things ---------------------------------------------------------------------


def test_an_apdu_of_255_bytes_and_more_says_its_length_in_two() -> None:
    short, long = frames.packed((6, 0xD3), bytes(254)), frames.packed((6, 0xD3), bytes(255))
    assert short[:3] == bytes.fromhex("06 D3 FE")
    assert long[:5] == bytes.fromhex("06 D3 FF FF 00")
    assert frames.length_of(long) == len(long) == 260
    assert frames.length_of(long[:4]) is None
    assert opened(long) == frames.Apdu((6, 0xD3), bytes(255))
    assert opened(long[:-1]) is None
    with pytest.raises(ValueError, match="no room"):
        frames.packed((6, 0xD3), bytes(0x10000))


def test_an_unknown_bitmap_ends_the_reading_and_says_so() -> None:
    said = read(bytes.fromhex("27 00 D0 01 02 04 00 00 00 00 04 50"))
    assert said.byte(0x27) == 0
    assert said.figure(0x04) is None
    assert said.unread == "bitmap D0 is unknown, so what follows it can't be read"


@pytest.mark.parametrize(
    "cut", ["04 00 00", "22 F1", "22 F1 F9 00", "22 11 11", "3C F0 F0", "06 82 00", "06 05 1F", "06"]
)
def test_a_bitmap_that_is_cut_short_ends_the_reading(cut: str) -> None:
    assert "cut short" in read(bytes.fromhex("27 00 " + cut)).unread


def test_every_known_bitmap_is_passed_over_by_its_length() -> None:
    fixed = {1: "01 02 03 05 19 8A 8C A0", 2: "0D 0E 17 49 87", 3: "0B 0C 37 88 AA", 4: "29", 5: "BA"}
    fixed |= {6: "04", 8: "3B", 15: "2A"}
    data = b"".join(
        bytes((key,)) + b"\x11" * size for size, keys in fixed.items() for key in bytes.fromhex(keys)
    )
    data += b"".join(bytes((key,)) + b"\xf0\xf3abc" for key in bytes.fromhex("22 23 2D 4C 8B A7"))
    data += b"".join(bytes((key,)) + b"\xf0\xf0\xf3abc" for key in bytes.fromhex("24 2E 3C 60 9A"))
    data += bytes.fromhex("06 81 02 99 00 27 00")
    said = read(data)
    assert (said.unread, said.byte(0x27)) == ("", 0)


def test_a_long_trace_number_stands_in_a_container() -> None:
    said = read(bytes.fromhex("0B 00 00 00 06 07 1F 2B 04 00 61 39 95 27 00"))
    assert (said.trace, said.byte(0x27)) == (613995, 0)
    within = read(bytes.fromhex("06 09 2F 07 1F 2B 04 00 61 39 95"))
    assert within.unread == ""
    assert read(bytes.fromhex("06 09 24 07 1F 2B 04 00 61 39 95")).trace == 613995


def test_numbers_that_are_none() -> None:
    assert unbcd(bytes.fromhex("12 3A")) is None
    assert read(bytes.fromhex("04 00 00 00 00 0F 50")).figure(0x04) is None
    for number, size in ((100, 1), (-1, 3)):
        with pytest.raises(ValueError, match="don't hold"):
            bcd(number, size)
    with pytest.raises(ValueError, match="don't hold"):
        frames.register("pass", 0xBE, EUR)


def test_what_is_printed() -> None:
    assert printed_line(bytes.fromhex("40") + b"** RECEIPT **") == "** RECEIPT **"
    assert printed_line(b"\xff\x03") == ""
    assert printed_line(b"\x00Gr\x81n") == "Grün"
    block = bytes.fromhex("06 0E 25 0C 07 03") + b"one" + bytes.fromhex("09 01 80 07 02") + b"\x00 "
    assert printed_block(block) == ["one", ""]
    assert printed_block(b"\x06\x90") == []


# --- card numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("4111111111111111", "411111******1111"),
        ("411111EEEEEE1111", "411111******1111"),
        ("4111111111111", "411111***1111"),
        ("411111111111", "********1111"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_a_card_number_is_cut(whole: str, cut: str) -> None:
    assert cut_number(whole) == cut


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("PAN 4111 1111 1111 1111", "PAN 411111******1111"),
        ("4111-1111-1111-1111 Visa", "411111******1111 Visa"),
        ("############1111", "************1111"),
        ("411111xxxxxx1111", "411111******1111"),
        (";4111111111111111=25122010000000000000?", "*"),
        ("25.04.2026 09:38 Beleg 0175", "25.04.2026 09:38 Beleg 0175"),
        ("EUR 12,50", "EUR 12,50"),
    ],
)
def test_a_printed_line_keeps_no_card_number(line: str, left: str) -> None:
    assert cut_text(line) == left


# --- the judge --------------------------------------------------------------------------------------

JUDGED = {
    "register": ("Registration (0x0600)", "Config byte: 0xbe", "Currency Code: EUR (0x0978)", "0x06d3"),
    "register without a container": ("Registration (0x0600)", "Password: 000000"),
    "pay": ("Authorisation (0x0601)", "Amount: 1250", "BMP: Timeout (0x01)", "max. status info (0x02)"),
    "reverse": ("Reversal (0x0630)", "Password: 000000", "BMP: Receipt number (0x87)"),
    "day end": ("End Of Day (0x0650)",),
    "yes": ("CCRC: 0x80", "APRC: 0x00"),
    "wait": ("CCRC: 0x84", "APRC: 0x9c"),
    "failed": ("CCRC: 0x84", "APRC: 0x66"),
}
"""What it knows; of holds, looks and the repeated receipt its version 4.0 knows nothing."""


def test_another_dissector_reads_what_the_kiosk_sends(tmp_path: Path) -> None:
    told = dissected([SENT[name][0] for name in JUDGED], tmp_path)
    for name, said in zip(JUDGED, told, strict=True):
        missing = [words for words in JUDGED[name] if words not in said]
        assert not missing, f"{name}: {missing} in {said}"


def test_another_dissector_reads_the_same_in_a_status(tmp_path: Path) -> None:
    ours = status_of(data_of(STATUS))
    (said,) = dissected([bytes.fromhex(STATUS)], tmp_path)
    assert f"Amount: {ours.slip.amount}" in said
    assert f"Terminal ID: {ours.slip.terminal}" in said
    assert "Result Code: 0x00" in said
    assert ours.slip != CardSlip()
