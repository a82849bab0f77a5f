"""KERONG's boards: the field's worked examples, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.kerong_cu16 import frames as cu16
from hardware.locks.kerong_cu48 import frames as cu48
from hardware.locks.kerong_cu48.frames import FieldOrder

EVERY_16, EVERY_48 = (1 << 16) - 1, (1 << 48) - 1
BOARD_FIRST, LOCK_FIRST = FieldOrder.BOARD_LOCK, FieldOrder.LOCK_BOARD


@pytest.mark.parametrize(
    ("frame", "wire"),
    [
        (cu16.query(0), "02 00 30 03 35"),
        (cu16.query(1), "02 10 30 03 45"),
        (cu16.unlock(0, 1), "02 00 31 03 36"),
        (cu16.unlock(0, 2), "02 01 31 03 37"),
        (cu16.unlock(0, 16), "02 0F 31 03 45"),
        (cu16.unlock(1, 1), "02 10 31 03 46"),
        (cu16.unlock(2, 5), "02 24 31 03 5A"),
        (cu16.unlock_every(0), "02 00 33 03 38"),
        (cu16.query_every_board(), "02 F0 32 03 27"),
        (cu16.query_pulse(0), "02 00 37 03 3C"),
        (cu16.set_pulse(0, 500), "02 00 37 00 32 03 6E"),
        (cu16.status_reply(cu16.Status(0, EVERY_16, 0)), "02 00 35 FF FF 00 00 03 38"),
        (cu16.status_reply(cu16.Status(0, EVERY_16 - 1, 0)), "02 00 35 FE FF 00 00 03 37"),
        (cu16.status_reply(cu16.Status(0, 0x0101, 1)), "02 00 35 01 01 01 00 03 3D"),
        (cu16.status_reply(cu16.Status(1, EVERY_16, 0)), "02 10 35 FF FF 00 00 03 48"),
        (cu48.unlock(0, 2, BOARD_FIRST), "02 00 01 61 03 67"),
        (cu48.unlock(0, 2, LOCK_FIRST), "02 01 00 61 03 67"),
        (cu48.query(0, BOARD_FIRST), "02 00 00 60 03 65"),
        (cu48.query(0, LOCK_FIRST), "02 00 00 60 03 65"),
        (cu48.unlock(0, 1, BOARD_FIRST), "02 00 00 61 03 66"),
        (cu48.unlock(0, 1, LOCK_FIRST), "02 00 00 61 03 66"),
        (cu48.unlock(0, 48, BOARD_FIRST), "02 00 2F 61 03 95"),
        (
            cu48.status_reply(cu48.Status(0, EVERY_48, 0), BOARD_FIRST),
            "02 00 00 75 FF FF FF FF FF FF 00 00 00 00 00 00 03 74",
        ),
    ],
)
def test_the_worked_frames_come_out_as_published(frame: bytes, wire: str) -> None:
    assert frame == bytes.fromhex(wire)


def test_start_and_end_among_the_data_are_data() -> None:
    nasty = bytes.fromhex("02 00 35 03 02 00 00 03 3F")
    assert cu16.read_status_reply(nasty) == cu16.Status(0, 0b10_0000_0011, 0)  # locks 1, 2 and 10


def test_a_question_whose_sum_is_the_reply_code_is_no_reply() -> None:
    assert cu16.read_status_reply(cu16.query(0)) is None


def test_with_the_wrong_order_a_neighbours_lock_would_open() -> None:
    """The sum is the same, so no board can tell: commission with locks 1 and 2."""
    assert cu48.unlock(0, 2, LOCK_FIRST) == cu48.unlock(1, 1, BOARD_FIRST)


@pytest.mark.parametrize("code", [0x65, 0x75, 0x10])
def test_the_code_of_a_reply_is_not_looked_at(code: int) -> None:
    status = cu48.Status(3, 0x8000_0000_0001, 5)
    for order in FieldOrder:
        assert cu48.read_status_reply(cu48.status_reply(status, order, code), order) == status


@pytest.mark.parametrize(("board", "lock"), [(10, 1), (15, 1), (-1, 1), (0, 0), (0, 17)])
def test_there_is_no_such_lock_of_a_cu16(board: int, lock: int) -> None:
    with pytest.raises(ValueError, match="there is no lock"):
        cu16.unlock(board, lock)


@pytest.mark.parametrize("lock", [0, 49])
def test_there_is_no_such_lock_of_a_cu48(lock: int) -> None:
    with pytest.raises(ValueError, match="there is no lock"):
        cu48.unlock(0, lock, BOARD_FIRST)


def test_an_unlock_is_answered_and_is_not_its_own_answer() -> None:
    for order in FieldOrder:
        assert cu48.is_unlock_reply(cu48.unlock_reply(3, 7, order), 3, 7, order)
        assert not cu48.is_unlock_reply(cu48.unlock_reply(3, 8, order), 3, 7, order)
        assert not cu48.is_unlock_reply(cu48.unlock(3, 7, order), 3, 7, order)


@given(st.integers(0, 9), st.integers(0, EVERY_16), st.integers(0, EVERY_16), st.integers(0, 71))
def test_what_a_cu16_says_is_read_back_and_one_wrong_bit_is_not(
    board: int, contacts: int, items: int, bit: int
) -> None:
    status = cu16.Status(board, contacts, items)
    frame = cu16.status_reply(status)
    assert cu16.read_status_reply(frame) == status
    wrong = (int.from_bytes(frame, "big") ^ (1 << bit)).to_bytes(len(frame), "big")
    assert cu16.read_status_reply(wrong) is None


@given(st.integers(0, 31), st.integers(0, EVERY_48), st.sampled_from(FieldOrder), st.integers(0, 143))
def test_what_a_cu48_says_is_read_back_and_one_wrong_bit_is_not(
    board: int, contacts: int, order: FieldOrder, bit: int
) -> None:
    status = cu48.Status(board, contacts, 0)
    frame = cu48.status_reply(status, order)
    assert cu48.read_status_reply(frame, order) == status
    wrong = (int.from_bytes(frame, "big") ^ (1 << bit)).to_bytes(len(frame), "big")
    assert cu48.read_status_reply(wrong, order) is None
