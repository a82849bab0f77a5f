"""Winnsen, WKLY and DC 02: the field's worked examples, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.dc02 import frames as dc02
from hardware.locks.winnsen import frames as winnsen
from hardware.locks.wkly import frames as wkly


@pytest.mark.parametrize(
    ("frame", "wire"),
    [
        (winnsen.unlock(1, 5), "90 06 05 01 05 03"),
        (winnsen.unlock_reply(winnsen.One(1, 5, opened=True)), "90 07 85 01 05 01 03"),
        (winnsen.unlock_reply(winnsen.One(1, 5, opened=False)), "90 07 85 01 05 00 03"),
        (winnsen.poll(1, 0xFFFF), "90 07 02 01 FF FF 03"),
        (winnsen.poll(2, 0x0FFF), "90 07 02 02 FF 0F 03"),
        (winnsen.poll_reply(winnsen.Status(1, 0x0101)), "90 07 82 01 01 01 03"),
        (winnsen.poll_reply(winnsen.Status(1, 0)), "90 07 82 01 00 00 03"),
        (winnsen.query_reply(winnsen.One(1, 5, opened=True)), "90 07 92 01 05 01 03"),
        (wkly.unlock(0, 1), "57 4B 4C 59 09 00 82 01 83"),
        (wkly.one_reply(wkly.One(0, 1, wkly.IS_OPEN), wkly.OPEN), "57 4B 4C 59 0B 00 82 00 01 00 81"),
        (wkly.one_reply(wkly.One(0, 1, wkly.IS_CLOSED), wkly.ASK), "57 4B 4C 59 0B 00 83 00 01 01 81"),
        (wkly.query_all(0), "57 4B 4C 59 08 00 84 85"),
        (wkly.all_reply(wkly.All(0, b"\x01\x01\x00\x01")), "57 4B 4C 59 0E 00 84 00 04 01 01 00 01 86"),
        (wkly.report(wkly.One(0, 1, wkly.IS_CLOSED)), "57 4B 4C 59 0A 00 85 01 01 86"),
        (dc02.unlock(1, 1), "DC 02 01 10 01 01 13"),
        (dc02.one_reply(dc02.One(1, 1, high=True), dc02.OPEN), "DC FE 01 10 02 01 01 15"),
        (dc02.query_all(1), "DC 02 01 12 00 13"),
        (dc02.all_reply(dc02.All(1, 0x0007)), "DC FE 01 12 02 00 07 1C"),
        (dc02.done_reply(1, dc02.HOLD), "DC FE 01 16 01 01 19"),
    ],
)
def test_the_worked_frames_come_out_as_published(frame: bytes, wire: str) -> None:
    assert frame == bytes.fromhex(wire)


def test_the_start_bytes_of_wkly_come_to_09() -> None:
    assert wkly.START[0] ^ wkly.START[1] ^ wkly.START[2] ^ wkly.START[3] == 0x09


@pytest.mark.parametrize("wire", ["90 07 82 02 90 03 03", "90 07 A2 02 90 03 03"])
def test_start_and_end_of_winnsen_among_the_data_are_data(wire: str) -> None:
    """Both kinds of reply bits were seen on boards."""
    assert winnsen.read_poll_reply(bytes.fromhex(wire)) == winnsen.Status(2, 0x0390)


@pytest.mark.parametrize(
    "wire",
    [
        "90 07 82 02 00 00",
        "90 06 82 02 00 00 03",
        "91 07 82 02 00 00 03",
        "90 07 81 02 00 00 03",
        "90 07 82 02 00 00 04",
        "90 07 02 02 FF FF 03",
        "90 07 82 02 00 00 03 03",
    ],
)
def test_what_is_not_formed_like_a_winnsen_reply_is_none(wire: str) -> None:
    assert winnsen.read_poll_reply(bytes.fromhex(wire)) is None


def test_a_failure_that_wkly_tells_is_no_state() -> None:
    failed = wkly.encode(wkly.Message(0, wkly.OPEN, bytes((wkly.FAILED, 1, wkly.IS_OPEN))))
    assert wkly.read_one_reply(failed, wkly.OPEN) == wkly.One(0, 1, wkly.FAILED)
    assert wkly.read_all_reply(wkly.encode(wkly.Message(0, wkly.ASK_ALL, b"\xff\x00"))) is None


@pytest.mark.parametrize("lock", [0, 13])
def test_there_is_no_such_lock_of_dc02(lock: int) -> None:
    with pytest.raises(ValueError, match="there is no lock"):
        dc02.unlock(1, lock)


@pytest.mark.parametrize("lock", [0, 17])
def test_there_is_no_such_lock_of_winnsen(lock: int) -> None:
    with pytest.raises(ValueError, match="there is no lock"):
        winnsen.unlock(1, lock)


boards, locks = st.integers(0, 255), st.integers(1, 12)


def turned(frame: bytes, bit: int) -> bytes:
    bit %= 8 * len(frame)
    return (int.from_bytes(frame, "big") ^ (1 << bit)).to_bytes(len(frame), "big")


@given(boards, st.binary(max_size=50), st.integers(0, 1000))
def test_what_wkly_says_is_read_back_and_one_wrong_bit_is_not(board: int, states: bytes, bit: int) -> None:
    frame = wkly.all_reply(wkly.All(board, states))
    assert wkly.read_all_reply(frame) == wkly.All(board, states)
    assert wkly.read_all_reply(turned(frame, bit)) is None


@given(boards, st.integers(0, 0xFFFF), st.integers(0, 1000))
def test_what_dc02_says_is_read_back_and_one_wrong_bit_is_not(board: int, mask: int, bit: int) -> None:
    frame = dc02.all_reply(dc02.All(board, mask))
    assert dc02.read_all_reply(frame) == dc02.All(board, mask)
    assert dc02.read_all_reply(turned(frame, bit)) is None


@given(boards, locks, st.booleans())
def test_what_boards_say_of_one_lock_is_read_back(board: int, lock: int, opened: bool) -> None:
    one = winnsen.One(board, lock, opened)
    assert winnsen.read_unlock_reply(winnsen.unlock_reply(one)) == one
    assert winnsen.read_unlock_reply(winnsen.query_reply(one)) is None
    told = dc02.One(board, lock, opened)
    assert dc02.read_one_reply(dc02.one_reply(told, dc02.ASK), dc02.ASK) == told
    assert dc02.read_one_reply(dc02.one_reply(told, dc02.ASK), dc02.OPEN) is None
    state = wkly.One(board, lock, int(opened))
    assert wkly.read_report(wkly.report(state)) == state
    assert wkly.read_one_reply(wkly.one_reply(state, wkly.OPEN), wkly.OPEN) == state
