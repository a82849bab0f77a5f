"""Whole frames are found between stray bytes, and nothing else is taken for one."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.locks.attempt import Attempt
from hardware.locks.bursts import sift, windows
from hardware.locks.line import Line, NoReply
from hardware.outcomes.locks import BankSilent, BusReady, DoorMoved, DoorState, Jammed, LockAddress, Opened
from hardware.transport.memory import MemoryLine, VirtualClock
from hardware.transport.wire import Device, Faults
from tests.hardware.locks.rig import Rig, Script
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Variant, said_by_boards

every_maker = pytest.mark.parametrize("variant", VARIANTS, ids=str)
STRAYS = {
    "00 before": (b"\x00", b""),
    "ff before": (b"\xff", b""),
    "00 behind": (b"", b"\x00"),
    "ff behind": (b"", b"\xff"),
    "both": (b"\xff", b"\x00"),
    "several": (b"\x00\xff\x00", b"\xfb\x13\xf2"),
}


class Between:
    """A device whose every answer stands between bytes that belong to nothing."""

    def __init__(self, inner: Device, before: bytes, behind: bytes) -> None:
        self._inner = inner
        self._before, self._behind = before, behind

    def receive(self, data: bytes, now: float) -> None:
        self._inner.receive(data, now)

    def emit(self, now: float) -> bytes:
        frame = self._inner.emit(now)
        return self._before + frame + self._behind if frame else b""

    def next_due(self) -> float | None:
        return self._inner.next_due()


@pytest.fixture
def build(make: type[Rig], variant: Variant) -> partial[Rig]:
    return partial(make, channels=CHANNELS, maker=variant.maker, settings=variant.of)


@every_maker
@pytest.mark.parametrize("strays", STRAYS)
@pytest.mark.parametrize("echo", [False, True])
def test_stray_bytes_beside_every_answer_silence_nobody(
    build: partial[Rig], strays: str, *, echo: bool
) -> None:
    rig = build(2, faults=Faults(echo=echo))
    rig.wire.devices = [Between(board, *STRAYS[strays]) for board in rig.boards.values()]
    rig.boards[1].doors.jam(5)
    assert set(rig.until(BusReady, 0).doors.values()) == {DoorState.CLOSED}
    assert rig.unlock(1, 5) == Jammed()
    assert isinstance(rig.unlock(2, 6), Opened)
    rig.boards[2].doors.close(6)
    rig.until(DoorMoved, len(rig.posted))
    assert rig.moves()[-1] == DoorMoved(LockAddress("b2", 6), DoorState.CLOSED, commanded=True)
    assert not any(isinstance(value, BankSilent) for value in rig.posted)
    for told in rig.health().banks:
        assert told.questions == told.answers > 5
        assert told.strays > 5


@every_maker
def test_a_stray_byte_now_and_then_costs_nothing(build: partial[Rig]) -> None:
    rig = build(2, faults=Faults(stray=0.5), seed=3).ready()
    for channel in range(1, CHANNELS + 1):
        assert isinstance(rig.unlock(1 + channel % 2, channel), Opened)
    assert not any(isinstance(value, BankSilent) for value in rig.posted)


@every_maker
def test_another_boards_frame_in_the_same_burst_is_not_taken_for_the_asked_ones(
    build: partial[Rig], variant: Variant
) -> None:
    """The other says that all its doors are open; the asked one's door is jammed."""
    others = [frame for frame in said_by_boards(variant, 2, opened=True) if frame]
    rig = build(1).ready()
    rig.boards[1].doors.jam(5)
    for before, behind in ((others[0], b""), (b"", others[0]), (b"\x00" + others[0], others[-1] + b"\xff")):
        rig.wire.devices = [Between(rig.boards[1], before, behind)]
        assert rig.unlock(1, 5) == Jammed()


@pytest.mark.parametrize("needed", [1, 2])
def test_with_stray_bytes_an_opening_takes_one_more_reading(needed: int) -> None:
    """A wreck between other bytes may pass for a frame once."""
    attempt = Attempt(1, LockAddress("b1", 5), 100.0, needed)
    for _ in range(needed):
        assert attempt.reading(DoorState.OPEN, 100.5, strayed=True) is None
    assert attempt.reading(DoorState.CLOSED, 101.0) is None
    assert attempt.reading(DoorState.CLOSED, 103.0) == Jammed()
    for _ in range(needed):
        attempt.reading(DoorState.OPEN, 103.1, strayed=True)
    assert isinstance(attempt.reading(DoorState.OPEN, 103.2, strayed=True), Opened)


def line_with(answer: bytes) -> Line:
    clock = VirtualClock()
    line = Line(MemoryLine(Script(lambda _question: [(0.01, answer)]), clock), (), clock)
    line.echo = False
    return line


def upper(frame: bytes) -> bytes | None:
    """Frames of five capital letters."""
    return frame if len(frame) == 5 and frame.isalpha() and frame.isupper() else None


@pytest.mark.parametrize(
    ("came", "taken"),
    [
        (b"ABCDE", b"ABCDE"),
        (b"..ABCDE-", b"ABCDE"),
        (b"ABCDEABCDE", b"ABCDE"),
        (b".ABCDE.ABCDE.", b"ABCDE"),
        (b"ABCDE.FGHIJ", None),
        (b"ABCDEF", None),
        (b"ABCD.E", None),
        (b"." * 16 + b"ABCDE", b"ABCDE"),
        (b"." * 17 + b"ABCDE", None),
        (b"." * 200 + b"ABCDE", None),
    ],
    ids=[
        "whole",
        "beside others",
        "twice",
        "twice beside others",
        "two",
        "overlapping",
        "torn",
        "a few",
        "too many",
        "babble",
    ],
)
def test_what_is_taken_out_of_a_burst(came: bytes, taken: bytes | None) -> None:
    answer = line_with(came).ask(b"question", upper, 0.2)
    assert answer == taken if taken is not None else isinstance(answer, NoReply)


@given(st.lists(st.sampled_from([b"ABCDE", b"12345", b".", b"?", b"FGHIJ"]), max_size=12))
def test_a_burst_is_cut_without_losing_a_byte(pieces: list[bytes]) -> None:
    def known(frame: bytes) -> bytes | None:
        return frame if frame in {b"ABCDE", b"12345", b"FGHIJ"} else None

    sifted = sift(b"".join(pieces), lambda rest: windows(rest, known))
    assert [piece.data for piece in sifted.pieces] == [piece for piece in pieces if len(piece) == 5]
    assert sifted.strays == sum(len(piece) == 1 for piece in pieces)


# --- counters -----------------------------------------------------------------------------------

chance = st.sampled_from([0.0, 0.0, 0.1, 0.5])


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    faults=st.builds(
        Faults,
        lose=chance,
        corrupt=chance,
        truncate=chance,
        duplicate=chance,
        stray=chance,
        late=st.sampled_from([0.0, 0.3, 1.0]),
        echo=st.booleans(),
        babble=st.sampled_from([False, False, False, True]),
    ),
    seed=st.integers(0, 100),
    twins=st.booleans(),
)
def test_the_counters_add_up_whatever_the_line_does(
    caplog: pytest.LogCaptureFixture, variant: Variant, faults: Faults, seed: int, *, twins: bool
) -> None:
    caplog.set_level("CRITICAL")
    rig = Rig(2, CHANNELS, maker=variant.maker, settings=variant.of, faults=faults, seed=seed)
    twin = Rig(1, CHANNELS, maker=variant.maker, settings=variant.of)
    try:
        if twins:
            twin.boards[1].doors.open(3)
            rig.wire.devices = [*rig.wire.devices, twin.boards[1]]
        rig.ready()
        rig.ask(1, 5)
        rig.run(20)
        for told in rig.health().banks:
            parts = (
                told.answers,
                told.timeouts,
                told.refused,
                told.foreign,
                told.declined,
                told.collisions,
            )
            assert sum(parts) == told.questions
            assert told.questions > 0 or faults.babble
    finally:
        rig.finish()
        twin.finish()
