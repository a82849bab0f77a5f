"""A door that never opens, on a line that says everything else: nobody may believe that it opened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.locks.shuoming import frames
from hardware.outcomes.locks import BusReady, Opened, UnlockDone
from tests.hardware.locks.rig import Rig, Script

BOARD, LOCK, GROUPS = 1, 5, 3
CLOSED = frozenset(range(1, 13))
"""Contacts of closed doors, short when locked."""
OPEN = CLOSED - {LOCK}

FOREIGN = [
    frames.unlock(BOARD, LOCK),
    frames.unlock_reply(BOARD, LOCK, high=False),
    frames.unlock_reply(BOARD, LOCK, high=True),
    frames.unlock_reply(2, LOCK, high=False),
    frames.query_all(BOARD),
    frames.status_reply(BOARD, LOCK, high=False),
    frames.report(BOARD, LOCK, high=False),
    frames.report(BOARD, LOCK, high=False, header=0x81),
    frames.all_reply(2, OPEN, GROUPS),
    frames.all_reply(BOARD, OPEN, 2),
    frames.all_reply(BOARD, OPEN, 4),
    frames.address_reply(BOARD),
    frames.all_reply(2, CLOSED, GROUPS),
]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of boards fall silent here."""
    caplog.set_level("CRITICAL", "hardware.locks")


Bad = tuple[str, object]
foreign = st.sampled_from(FOREIGN)
mishaps = st.one_of(
    st.tuples(st.just("whole"), st.none()),
    st.tuples(st.just("lost"), st.none()),
    st.tuples(st.just("bits"), st.lists(st.integers(0, 55), min_size=1, max_size=3)),
    st.tuples(st.just("cut"), st.integers(1, 6)),
    st.tuples(st.just("behead"), st.integers(1, 6)),
    st.tuples(st.just("instead"), foreign),
    st.tuples(st.just("before"), foreign),
    st.tuples(st.just("after"), foreign),
    st.tuples(st.just("spliced"), st.tuples(foreign, st.integers(1, 6))),
    st.tuples(st.just("noise"), st.binary(min_size=1, max_size=12)),
)


def spoil(frame: bytes, mishap: Bad) -> bytes:
    match mishap:
        case "whole", _:
            return frame
        case "lost", _:
            return b""
        case "bits", list(bits):
            number = int.from_bytes(frame, "big")
            for bit in bits:
                number ^= 1 << bit % (8 * len(frame))
            return number.to_bytes(len(frame), "big")
        case "cut", int(length):
            return frame[:length]
        case "behead", int(length):
            return frame[length:]
        case "instead", bytes(other):
            return other
        case "before", bytes(other):
            return other + frame
        case "after", bytes(other):
            return frame + other
        case "spliced", (bytes(other), int(length)):
            return frame[:length] + other[length:]
        case "noise", bytes(noise):
            return noise
    raise AssertionError(mishap)


def perfect(burst: bytes, widths: Sequence[int]) -> bool:
    """Whether the burst has a whole and intact "lock 5 is open" of this very board: no checksum can tell."""
    return any(
        (bits := frames.read_all_reply(burst[start : start + 4 + width])) is not None
        and bits.board == BOARD
        and LOCK not in bits.high
        for width in widths
        for start in range(len(burst))
    )


def closed_for_ever(question: bytes) -> bytes:
    if question == frames.query_all(BOARD):
        return frames.all_reply(BOARD, CLOSED, GROUPS)
    if question == frames.query(BOARD, 1):
        return frames.status_reply(BOARD, 1, high=True)
    return frames.unlock_reply(BOARD, LOCK, high=True)


def line_with(bad: Sequence[tuple[Bad, float]], *, from_the_start: bool) -> tuple[Rig, list[bool]]:
    ready = [from_the_start]
    mishap = cycle(bad)
    widths = range(1, 9) if from_the_start else [GROUPS]  # later it is known how wide the board answers

    def answer(question: bytes) -> list[tuple[float, bytes]]:
        good = closed_for_ever(question)
        if not ready[0]:
            return [(0.2, good)]
        what, late = next(mishap)
        burst = spoil(good, what)
        return [(0.2 + late, good if perfect(burst, widths) else burst)]

    return Rig(device=Script(answer)), ready


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(mishaps, st.sampled_from([0.0, 0.0, 0.6, 1.5])), min_size=1, max_size=12),
    st.booleans(),
)
def test_nothing_else_is_taken_for_an_opened_door(
    bad: Sequence[tuple[Bad, float]], from_the_start: bool
) -> None:
    rig, ready = line_with(bad, from_the_start=from_the_start)
    try:
        rig.until(BusReady, 0)
        ready[0] = True
        rig.ask(BOARD, LOCK)
        rig.until(UnlockDone, 0)
        rig.run(3)
        ((outcome,),) = rig.outcomes().values()
        assert not isinstance(outcome, Opened)
        assert len(rig.unlock_frames()) <= 1
    finally:
        rig.finish()


def test_the_fuzz_would_see_an_opened_door() -> None:
    """The same line, saying the true thing of a door that did open."""

    def answer(question: bytes) -> list[tuple[float, bytes]]:
        opened = frames.unlock(BOARD, LOCK) in rig.sent_frames() or question[0] == frames.UNLOCK
        if question == frames.query_all(BOARD) and opened:
            return [(0.2, frames.all_reply(BOARD, OPEN, GROUPS))]
        return [(0.2, closed_for_ever(question))]

    rig = Rig(device=Script(answer))
    try:
        rig.ready()
        assert isinstance(rig.unlock(BOARD, LOCK), Opened)
    finally:
        rig.finish()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=8))
def test_a_line_of_noise_breaks_nothing(bursts: list[bytes]) -> None:
    noise = cycle(bursts)
    rig = Rig(device=Script(lambda _question: [(0.1, next(noise)), (0.13, next(noise))]))
    try:
        rig.until(BusReady, 0)
        rig.ask(BOARD, LOCK)
        rig.until(UnlockDone, 0)
        rig.run(5)
        assert len(rig.outcomes()) == 1
    finally:
        rig.finish()
