"""The maker's and the field's worked examples, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.shuoming import frames
from hardware.locks.shuoming.frames import AllBits, LockBit

EVERY_24 = frozenset(range(1, 25))


@pytest.mark.parametrize(
    ("frame", "wire"),
    [
        (frames.unlock(1, 1), "8A 01 01 11 9B"),
        (frames.unlock(1, 2), "8A 01 02 11 98"),
        (frames.unlock(1, 24), "8A 01 18 11 82"),
        (frames.unlock(2, 1), "8A 02 01 11 98"),
        (frames.unlock(2, 12), "8A 02 0C 11 95"),
        (frames.query(1, 1), "80 01 01 33 B3"),
        (frames.query_all(1), "80 01 00 33 B2"),
        (frames.query_all(2), "80 02 00 33 B1"),
        (frames.unlock_several(1, frozenset({2, 10, 18})), "90 01 02 02 02 93"),
        (frames.unlock_several(1, frozenset({1, 3})), "90 01 00 00 05 94"),
        (frames.find_address(), "80 01 00 99 18"),
        (frames.unlock_reply(1, 1, high=False), "8A 01 01 00 8A"),
        (frames.unlock_reply(1, 2, high=False), "8A 01 02 00 89"),
        (frames.unlock_reply(1, 1, high=True), "8A 01 01 11 9B"),
        (frames.status_reply(1, 1, high=True), "80 01 01 11 91"),
        (frames.status_reply(1, 1, high=False), "80 01 01 00 80"),
        (frames.all_reply(1, frozenset(), 3), "80 01 00 00 00 33 B2"),
        (frames.all_reply(1, EVERY_24, 3), "80 01 FF FF FF 33 4D"),
        (frames.all_reply(1, frozenset({1, 9, 17}), 3), "80 01 01 01 01 33 B3"),
        (frames.all_reply(1, frozenset({3}), 3), "80 01 00 00 04 33 B6"),
        (frames.all_reply(1, frozenset(range(1, 33)), 4), "80 01 FF FF FF FF 33 B2"),
        (frames.report(1, 1, high=False), "82 01 01 00 82"),
        (frames.report(1, 1, high=True), "82 01 01 11 93"),
        (frames.report(1, 1, high=False, header=0x81), "81 01 01 00 81"),
        (frames.report(1, 1, high=True, header=0x81), "81 01 01 11 90"),
    ],
)
def test_the_worked_frames_come_out_as_published(frame: bytes, wire: str) -> None:
    assert frame == bytes.fromhex(wire)


def test_the_published_table_of_twelve_locks() -> None:
    asked = "9B 98 99 9E 9F 9C 9D 92 93 90 91 96"
    answered = "8A 89 88 8F 8E 8D 8C 83 82 81 80 87"
    locks = range(1, 13)
    assert bytes(frames.unlock(1, lock)[-1] for lock in locks) == bytes.fromhex(asked)
    assert bytes(frames.unlock_reply(1, lock, high=False)[-1] for lock in locks) == bytes.fromhex(answered)


def test_a_captured_answer_of_a_real_eight_channel_board() -> None:
    captured = bytes.fromhex("80 01 00 00 00 33 B2")
    assert frames.read_all_reply(captured) == AllBits(1, 3, frozenset())


def test_header_bytes_among_the_data_are_data() -> None:
    nasty = bytes.fromhex("80 01 80 8A 82 33 3A")
    assert frames.read_all_reply(nasty) == AllBits(1, 3, frozenset({24, 10, 12, 16, 2, 8}))


def test_lock_zero_would_open_everything_and_is_refused() -> None:
    with pytest.raises(ValueError, match="every door"):
        frames.unlock(1, 0)


def test_an_answer_with_11_is_the_request_itself() -> None:
    assert frames.unlock_reply(1, 7, high=True) == frames.unlock(1, 7)


def test_one_empty_group_is_the_question_itself() -> None:
    assert frames.all_reply(1, frozenset(), 1) == frames.query_all(1)


boards = st.integers(1, 200)
locks = st.integers(1, 64)


@given(boards, st.integers(1, 8), st.data())
def test_what_a_board_says_of_all_its_locks_is_read_back(
    board: int, groups: int, data: st.DataObject
) -> None:
    high = data.draw(st.frozensets(st.integers(1, groups * 8)))
    assert frames.read_all_reply(frames.all_reply(board, high, groups)) == AllBits(board, groups, high)


@given(boards, locks, st.booleans())
def test_what_a_board_says_of_one_lock_is_read_back(board: int, lock: int, high: bool) -> None:
    bit = LockBit(board, lock, high)
    assert frames.read_unlock_reply(frames.unlock_reply(board, lock, high=high)) == bit
    assert frames.read_status_reply(frames.status_reply(board, lock, high=high)) == bit
    assert frames.read_report(frames.report(board, lock, high=high)) == bit


READERS = (frames.read_unlock_reply, frames.read_status_reply, frames.read_report, frames.read_all_reply)


@given(boards, locks, st.booleans(), st.integers(0, 39))
def test_one_wrong_bit_and_nobody_reads_it(board: int, lock: int, high: bool, bit: int) -> None:
    frame = int.from_bytes(frames.report(board, lock, high=high), "big") ^ (1 << bit)
    assert [reader(frame.to_bytes(5, "big")) for reader in READERS] == [None] * 4


@given(st.binary(max_size=20))
def test_no_bytes_are_two_kinds_of_answer_at_once(data: bytes) -> None:
    kinds = [reader.__name__ for reader in READERS if reader(data) is not None]
    assert len(kinds) <= 1
