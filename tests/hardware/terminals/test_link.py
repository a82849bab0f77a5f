"""Framing: pieces, lumps, damage, repetitions, and what is no ZVT at all."""

from __future__ import annotations

import pytest

from hardware.terminals.zvt import frames
from hardware.terminals.zvt.frames import Apdu
from hardware.terminals.zvt.link import T1, T2, Link, NotZvtError, SerialLink, TcpLink, framed
from hardware.transport.base import LineError

YES = frames.yes()
STATUS = bytes.fromhex("04 0F 08 27 00 04 00 00 00 10 10")
WORKING = bytes.fromhex("04 FF 01 0E")


def all_of(link: Link) -> list[bytes]:
    came: list[Apdu] = []
    while (apdu := link.take()) is not None:
        came.append(apdu)
    return [apdu.whole() for apdu in came]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_apdus_come_whole_however_tcp_cuts_them(size: int) -> None:
    link = TcpLink()
    said = YES + WORKING + frames.packed(frames.BLOCK, bytes(300)) + YES
    for at in range(0, len(said), size):
        link.receive(said[at : at + size], 0.0)
    assert all_of(link) == [YES, WORKING, frames.packed(frames.BLOCK, bytes(300)), YES]


@pytest.mark.parametrize("greeting", [b'\x00\x00\x00>"VER|"', b"SSH-2.0", b"\x10\x02\x06\x0f"])
def test_what_greets_otherwise_is_no_zvt(greeting: bytes) -> None:
    with pytest.raises(NotZvtError):
        TcpLink().receive(greeting, 0.0)


def test_half_an_apdu_that_no_more_comes_of_is_a_lost_line() -> None:
    link = TcpLink()
    link.receive(STATUS[:5], 10.0)
    link.tick(15.0)
    assert link.due() == 20.0
    with pytest.raises(LineError):
        link.tick(20.0)


def test_a_serial_frame_is_acknowledged_and_a_damaged_one_is_not() -> None:
    link = SerialLink()
    whole = framed(STATUS)
    damaged = whole[:-1] + bytes((whole[-1] ^ 1,))
    link.receive(damaged, 0.0)
    assert (link.outgoing(), all_of(link)) == (b"\x15", [])
    for byte in whole:
        link.receive(bytes((byte,)), 0.0)
    assert (link.outgoing(), all_of(link)) == (b"\x06", [STATUS])


def test_a_repeated_frame_is_heard_once_until_its_answer_is_through() -> None:
    link = SerialLink()
    for _ in range(3):
        link.receive(framed(STATUS), 0.0)
    link.send(frames.no(frames.WAIT), 1.0)
    link.receive(framed(STATUS), 1.0)
    assert all_of(link) == [STATUS]
    link.receive(b"\x06", 1.1)
    link.receive(framed(STATUS), 3.0)
    assert all_of(link) == [STATUS]


def test_a_frame_nobody_acknowledges_is_sent_three_times_and_one_of_money_once() -> None:
    link = SerialLink()
    link.send(WORKING, 0.0)
    for n in range(2):
        link.tick((n + 1) * T2)
    assert link.outgoing() == framed(WORKING) * 3
    with pytest.raises(LineError):
        link.tick(3 * T2)
    careful = SerialLink()
    careful.send(WORKING, 0.0, once=True)
    with pytest.raises(LineError):
        careful.tick(T2)
    assert careful.outgoing() == framed(WORKING)


def test_a_nak_asks_for_the_frame_again_even_for_one_of_money() -> None:
    link = SerialLink()
    link.send(WORKING, 0.0, once=True)
    link.receive(b"\x15", 0.1)
    assert link.outgoing() == framed(WORKING) * 2
    link.receive(b"\x15", 0.2)
    with pytest.raises(LineError):
        link.receive(b"\x15", 0.3)


def test_an_answer_shows_that_the_question_came_through() -> None:
    link = SerialLink()
    link.send(WORKING, 0.0)
    link.receive(framed(YES), 1.0)
    link.tick(3 * T2)
    assert all_of(link) == [YES]


def test_two_frames_go_one_after_the_other() -> None:
    link = SerialLink()
    link.send(WORKING, 0.0)
    link.send(YES, 0.0)
    assert link.outgoing() == framed(WORKING)
    link.receive(b"\x06", 0.1)
    assert link.outgoing() == framed(YES)


def test_half_a_frame_is_dropped_after_a_pause() -> None:
    link = SerialLink()
    link.receive(framed(STATUS)[:6], 0.0)
    assert link.due() == T1
    link.tick(T1)
    assert link.outgoing() == b"\x15"
    link.receive(framed(YES), 0.5)
    assert all_of(link) == [YES]


def test_noise_between_frames_and_a_start_within_one_do_no_harm() -> None:
    link = SerialLink()
    link.receive(b"\x00\xff\x10\x10" + framed(YES) + b"\x55\x10\x07", 0.0)
    link.receive(b"\x10\x02\x04\x0f" + framed(WORKING), 0.05)
    assert all_of(link) == [YES, WORKING]
