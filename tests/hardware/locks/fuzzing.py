"""A door that never opens, behind any maker's board, on a line that says everything else."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from functools import cache
from itertools import count, cycle

from hardware.locks.driver import DoorReading
from hardware.locks.line import Line
from hardware.locks.registry import make_driver
from hardware.outcomes.locks import BusReady, DoorState, OpenOutcome, UnlockDone
from hardware.simulator.boards.board import SimulatedBoard
from hardware.transport.memory import MemoryLine, VirtualClock
from tests.hardware.locks.rig import Rig, Script
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Variant, said_by_boards

LOCK = 5
Mishap = tuple[str, object]
PLAIN = ("whole", "replayed")
WITH_NUMBER = (
    *("bits", "cut", "beheaded", "instead", "before", "after", "spliced"),
    *("stray", "inserted", "missing", "twice", "both"),
)


@cache
def foreign(variant: Variant) -> tuple[bytes, ...]:
    """Whole frames that aren't for this board: another's, other makers', and its own but of other things."""
    others = [frame for each in VARIANTS for frame in said_by_boards(each, 2, opened=True)]
    own = said_by_boards(variant, 1, opened=False)
    return tuple(dict.fromkeys(frame for frame in (*others, *own) if frame))


def spoil(frame: bytes, mishap: Mishap, others: Sequence[bytes], before: bytes) -> bytes:
    """What becomes of `frame`; `before` is what was answered before it."""
    match mishap:
        case "whole", _:
            return frame
        case "replayed", _:
            return before
        case "bits", int(number):
            value = int.from_bytes(frame, "big")
            for each in (number, number // 97, number // 9973)[: 1 + number % 3]:
                value ^= 1 << each % (8 * len(frame))
            return value.to_bytes(len(frame), "big")
        case "cut", int(number):
            return frame[: number % len(frame)]
        case "beheaded", int(number):
            return frame[number % len(frame) :]
        case "spliced", int(number):
            other = others[number % len(others)]
            return frame[: number // 7 % len(frame)] + other[number // 11 % len(other) :]
        case "stray" | "inserted" | "missing" | "twice" as what, int(number):
            return _with_strays(frame, str(what), number)
        case str(what), int(number):
            return _with_others(frame, what, others[number % len(others)], others[number // 7 % len(others)])
        case "noise", bytes(noise):
            return noise
        case _:
            raise AssertionError(mishap)


def _with_others(frame: bytes, what: str, one: bytes, another: bytes) -> bytes:
    """Whole frames beside the right one, or in its place."""
    return {"instead": one, "before": one + frame, "after": frame + one, "both": one + frame + another}[what]


def _with_strays(frame: bytes, what: str, number: int) -> bytes:
    """Bytes that belong to nothing."""
    some = bytes((0x00, 0xFF, number & 0xFF))[number % 3 :]
    at = number % len(frame)
    byte = bytes((number // 7 & 0xFF,))
    match what:
        case "stray":
            return some + frame + some if number & 1 else frame + some if number & 2 else some + frame
        case "inserted":
            return frame[:at] + byte + frame[at:]
        case "missing":
            return frame[:at] + frame[at + 1 :] + byte
        case _:
            return frame + byte * (number % 3) + frame


class Spoiler:
    """A device around a truthful board: once `armed`, each of its answers meets the next mishap."""

    def __init__(
        self, board: SimulatedBoard, variant: Variant, mishaps: Sequence[tuple[Mishap, float]]
    ) -> None:
        self.armed = False
        self._board = board
        self._variant = variant
        self._mishaps = cycle(mishaps)
        self._before = b""
        self._lied = False
        self._waiting: list[tuple[float, int, bytes]] = []
        self._order = count()

    def receive(self, data: bytes, now: float) -> None:
        self._board.receive(data, now)

    def emit(self, now: float) -> bytes:
        frame = self._board.emit(now)
        if frame:
            late, said = self._spoilt(frame) if self.armed else (0.0, frame)
            heapq.heappush(self._waiting, (now + late, next(self._order), said))
            self._before = frame
        out = b""
        while self._waiting and self._waiting[0][0] <= now:
            out += heapq.heappop(self._waiting)[2]
        return out

    def next_due(self) -> float | None:
        moments = [self._waiting[0][0]] if self._waiting else []
        due = self._board.next_due()
        return min((*moments, *([due] if due is not None else [])), default=None)

    def _spoilt(self, frame: bytes) -> tuple[float, bytes]:
        """No maker can tell a perfect lie from the truth, so there is none; but without a checksum there is
        one now and then, and it has to be told by the truth that comes after it."""
        mishap, late = next(self._mishaps)
        said = spoil(frame, mishap, foreign(self._variant), self._before)
        if not _is_lie(self._variant, said):
            self._lied = self._lied and said != frame
            return late, said
        if self._lied or make_driver(self._variant.bank(1)).readings_needed == 1:
            self._lied = False
            return 0.0, frame
        self._lied = True
        return 0.0, said


def _is_lie(variant: Variant, burst: bytes) -> bool:
    """Whether somewhere in `burst` this very board says, whole and intact, that the lock is open."""
    driver = make_driver(variant.bank(1))
    pieces = (burst[i:j] for i in range(len(burst)) for j in range(i + 1, len(burst) + 1))
    return any(driver.is_answer(piece) and _says_open(variant, piece) for piece in pieces)


def _says_open(variant: Variant, answer: bytes) -> bool:
    clock = VirtualClock()
    line = Line(MemoryLine(Script(lambda _question: [(0.01, answer)]), clock), (), clock)
    line.echo = False
    got = make_driver(variant.bank(1)).read(line)
    return isinstance(got, DoorReading) and got.states[LOCK - 1] is DoorState.OPEN


def outcome_of(
    variant: Variant, mishaps: Sequence[tuple[Mishap, float]], *, from_the_start: bool
) -> tuple[OpenOutcome, int]:
    """What an unlock of the jammed door comes to, and how many frames that open were sent."""
    rig = Rig(maker=variant.maker, settings=variant.of, channels=CHANNELS)
    try:
        rig.boards[1].doors.jam(LOCK)
        spoiler = Spoiler(rig.boards[1], variant, mishaps)
        rig.wire.devices = [spoiler]
        spoiler.armed = from_the_start
        rig.until(BusReady, 0)
        spoiler.armed = True
        rig.ask(1, LOCK)
        rig.until(UnlockDone, 0)
        rig.run(3)
        ((outcome,),) = rig.outcomes().values()
        return outcome, len(rig.unlock_frames())
    finally:
        rig.finish()
