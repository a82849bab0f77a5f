"""What outlives the kiosk: boards, doors, the things behind them, and a log of what happened to them."""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from hardware.locks.shuoming import frames
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.command import ServedBoards
from hardware.simulator.boards.doors import DoorEvent, Happening
from hardware.transport.recorder import Direction, Passed
from tests.crash.cabinet import BOARD, LABELS

FAST: Final = Timing(unlock=0.012, query=0.001, pull=0.004, boot=0.05, byte=0.00001)
UNLOCKS: Final = {frames.unlock(BOARD, int(label)): label for label in LABELS}


class What(StrEnum):
    TOLD = "told"
    """the last byte of an unlock frame has reached the board"""
    OPENED = "opened"
    """its latch let go because the board was told"""
    CLOSED = "closed"
    HELD = "held"
    """its board was told, and the jammed latch held"""


@dataclass(frozen=True, slots=True)
class Happened:
    """`at` is monotonic."""

    at: float
    what: What
    label: str


class World:
    """`tell` hears of doors and of unlock frames at once, in the boards' thread.

    Nobody but the boards' commands, `close` and whoever pulls at a door whose latch held moves one here, and
    people are honest.
    """

    def __init__(self, port: Path, tell: Callable[[Happened], None]) -> None:
        self.inside: dict[str, list[str]] = {label: [] for label in LABELS}
        self.log: list[Happened] = []
        self._openings = dict.fromkeys(LABELS, 0)
        self._tell = tell
        self._half = b""
        self._boards = ServedBoards(
            "shuoming", 1, len(LABELS), timing=FAST, link=port, on_door=self._door, on_bytes=self._bytes
        )
        self._boards.start()

    def is_open(self, label: str) -> bool:
        return self._boards.hand.is_open(BOARD, int(label))

    def closing(self, label: str) -> Callable[[], None]:
        """A hand that will close the door as it is open now, and not when it was opened anew."""
        opening = self._openings[label]

        def close() -> None:
            if self._openings[label] == opening:
                self._boards.hand.close(BOARD, int(label))

        return close

    def jam(self, label: str) -> None:
        self._boards.hand.jam(BOARD, int(label))

    def free(self, label: str) -> None:
        self._boards.hand.free(BOARD, int(label))

    def pulling(self, label: str) -> Callable[[], None]:
        """A hand that will pull at the door whose latch has just held, and get it open."""

        def pull() -> None:
            if self._boards.boards[BOARD].doors.is_jammed(int(label)):
                self._boards.hand.open(BOARD, int(label))

        return pull

    def take(self, label: str) -> list[str]:
        """Everything that is there; nothing where the door is closed."""
        if not self.is_open(label):
            return []
        taken, self.inside[label] = self.inside[label], []
        return taken

    def put(self, label: str, thing: str) -> bool:
        """Whether the door was open for it."""
        if not self.is_open(label):
            return False
        self.inside[label].append(thing)
        return True

    def settled(self) -> None:
        """Wait until the boards have read everything that was written to them."""
        line = self._boards.line
        waiting = select.poll()
        waiting.register(line._master, select.POLLIN)
        while waiting.poll(0):
            line.poke()

    def stop(self) -> None:
        self._boards.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _happened(self, what: What, label: str) -> None:
        happened = Happened(time.monotonic(), what, label)
        self.log.append(happened)
        self._tell(happened)

    def _door(self, event: DoorEvent) -> None:
        match event.happening, event.by:
            case Happening.OPENED, _:
                self._openings[str(event.channel)] += 1
                self._happened(What.OPENED, str(event.channel))
            case Happening.HELD, _:
                self._happened(What.HELD, str(event.channel))
            case Happening.CLOSED, _:
                self._happened(What.CLOSED, str(event.channel))
            case _:
                pass

    def _bytes(self, passed: Passed) -> None:
        if passed.direction is not Direction.RECEIVED:
            return
        self._half += passed.data
        while len(self._half) >= frames.SHORT:
            label = UNLOCKS.get(self._half[: frames.SHORT])
            if label is not None:
                self._happened(What.TOLD, label)
            self._half = self._half[frames.SHORT if label is not None else 1 :]
