"""KERONG's boards: the field's worked examples, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.kerong_cu16 import frames as cu16
from hardware.locks.kerong_cu48 import frames as cu48
from hardware.locks.kerong_cu48.frames import Dialect

EVERY_16, EVERY_48 = (1 << 16) - 1, (1 << 48) - 1
V60, V21 = Dialect.V60, Dialect.V21


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
        (cu16.status_reply(cu16.Status(0, EVERY_16, 0)), "02 00 35 FF FF 00 00 03 38"),
        (cu16.status_reply(cu16.Status(0, EVERY_16 - 1, 0)), "02 00 35 FE FF 00 00 03 37"),
        (cu16.status_reply(cu16.Status(0, 0x0101, 1)), "02 00 35 01 01 01 00 03 3D"),
        (cu16.status_reply(cu16.Status(1, EVERY_16, 0)), "02 10 35 FF FF 00 00 03 48"),
        (cu16.status_reply(cu16.Status(0, 0, 0), cu16.STATUS_OF_EVERY), "02 00 36 00 00 00 00 03 3B"),
        (cu16.status_reply(cu16.Status(1, 0, 0), cu16.STATUS_OF_EVERY), "02 10 36 00 00 00 00 03 4B"),
        (cu48.unlock(0, 2, V60), "02 00 01 61 03 67"),
        (cu48.query(0, V60), "02 00 00 60 03 65"),
        (cu48.unlock(0, 1, V60), "02 00 00 61 03 66"),
        (cu48.unlock(0, 48, V60), "02 00 2F 61 03 95"),
        (
            cu48.status_reply(cu48.Status(0, EVERY_48), V60),
            "02 00 00 75 FF FF FF FF FF FF 00 00 00 00 00 00 03 74",
        ),
        (
            cu48.status_reply(cu48.Status(0, 1), V60),
            "02 00 00 75 01 00 00 00 00 00 00 00 00 00 00 00 03 7B",
        ),
        (
            cu48.unlock_reply(cu48.Status(0, 1, 1), 11),
            "02 00 0A 77 01 00 00 00 00 00 01 00 00 00 00 00 03 88",
        ),
        (cu48.query(0, V21), "02 00 00 50 03 55"),
        (cu48.unlock(0, 1, V21), "02 00 00 51 03 56"),
        (cu48.status_reply(cu48.Status(0, 0xC000_0000_0007), V21), "02 00 00 65 07 00 00 00 00 C0 03 31"),
        (cu48.status_reply(cu48.Status(1, 0x80_0000), V21), "02 01 00 65 00 00 80 00 00 00 03 EB"),
    ],
)
def test_the_worked_frames_come_out_as_published(frame: bytes, wire: str) -> None:
    assert frame == bytes.fromhex(wire)


def test_start_and_end_among_the_data_are_data() -> None:
    nasty = bytes.fromhex("02 00 35 03 02 00 00 03 3F")
    assert cu16.read_status_reply(nasty) == cu16.Status(0, 0b10_0000_0011, 0)  # locks 1, 2 and 10


def test_a_question_whose_sum_is_the_reply_code_is_no_reply() -> None:
    assert cu16.read_status_reply(cu16.query(0)) is None


@pytest.mark.parametrize(("board", "lock"), [(10, 1), (15, 1), (-1, 1), (0, 0), (0, 17)])
def test_there_is_no_such_lock_of_a_cu16(board: int, lock: int) -> None:
    with pytest.raises(ValueError, match="there is no lock"):
        cu16.unlock(board, lock)


@pytest.mark.parametrize("lock", [0, 49])
def test_there_is_no_such_lock_of_a_cu48(lock: int) -> None:
    with pytest.raises(ValueError, match="there is no lock"):
        cu48.unlock(0, lock, V60)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("board", [10, 15, 31, -1])
def test_no_frame_goes_to_all_boards_of_a_cu48(board: int, dialect: Dialect) -> None:
    """0A is every board there is: with it an unlock would open one lock of each."""
    with pytest.raises(ValueError, match="there is no board"):
        cu48.unlock(board, 1, dialect)
    with pytest.raises(ValueError, match="there is no board"):
        cu48.query(board, dialect)


def test_an_unlock_of_a_cu48_is_answered_and_is_no_reading() -> None:
    reply = cu48.unlock_reply(cu48.Status(3, 1), 7)
    assert cu48.is_unlock_reply(reply, 3)
    assert not cu48.is_unlock_reply(reply, 4)
    assert not cu48.is_unlock_reply(cu48.unlock(3, 7, V60), 3)
    assert cu48.read_status_reply(reply, V60) is None


@given(st.integers(0, 9), st.integers(0, EVERY_16), st.integers(0, EVERY_16), st.integers(0, 71))
def test_what_a_cu16_says_is_read_back_and_one_wrong_bit_is_not(
    board: int, contacts: int, items: int, bit: int
) -> None:
    status = cu16.Status(board, contacts, items)
    frame = cu16.status_reply(status)
    assert cu16.read_status_reply(frame) == status
    wrong = (int.from_bytes(frame, "big") ^ (1 << bit)).to_bytes(len(frame), "big")
    assert cu16.read_status_reply(wrong) is None


@given(st.integers(0, 9), st.integers(0, EVERY_48), st.sampled_from(Dialect), st.integers(0, 143))
def test_what_a_cu48_says_is_read_back_and_one_wrong_bit_is_not(
    board: int, contacts: int, dialect: Dialect, bit: int
) -> None:
    status = cu48.Status(board, contacts, 0)
    frame = cu48.status_reply(status, dialect)
    assert len(frame) == (18 if dialect is V60 else 12)
    assert cu48.read_status_reply(frame, dialect) == status
    (other,) = set(Dialect) - {dialect}
    assert cu48.read_status_reply(frame, other) is None
    wrong = (int.from_bytes(frame, "big") ^ (1 << bit % (8 * len(frame)))).to_bytes(len(frame), "big")
    assert cu48.read_status_reply(wrong, dialect) is None
