"""From the last digit of a PIN to the last byte of the unlock frame: the kiosk's own share."""

from __future__ import annotations

import queue
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from hardware.locks.bus import Bus
from hardware.outcomes.locks import LockAddress
from kiosk.control.pending import PendingOrder
from kiosk.journal.lock import own
from kiosk.journeys.front.screens import Home, HomeChoice
from kiosk.journeys.handover.screens import DidYouTakeIt, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import Screen, Typed, YesNo
from kiosk.journeys.who.screens import EnterPin
from kiosk.orders.parcels import Place
from kiosk.program import life
from kiosk.program.life import Window
from kiosk.program.machine import Machine
from kiosk.visits.scene import Answered, Scene
from tests.bench.figure import Figure, percentile
from tests.bench.kiosk import Boards, boards, site_on

VISITS = 40
S = TypeVar("S", bound=Screen[Any])


class _Line:
    """When each unlock was asked for, had its turn on the line, and was on its way."""

    def __init__(self) -> None:
        self.taken: dict[int, float] = {}
        self.sent: dict[int, float] = {}
        self.asked: dict[int, float] = {}

    def bus(self, *args: Any) -> Bus:
        line = self

        class Watched(Bus):
            def unlock(self, ticket: int, address: LockAddress) -> None:
                line.asked[ticket] = time.monotonic()
                super().unlock(ticket, address)

        return Watched(*args, on_taken=self.taken.__setitem__, on_sent=self.sent.__setitem__)


class _Visitor:
    """Types PINs at the machine's own queue and reads its scenes."""

    def __init__(self, scenes: queue.SimpleQueue[Scene]) -> None:
        self._scenes = scenes
        self.scene = Scene(0, Home())

    def until(self, *kinds: type[S]) -> S:
        while True:
            self.scene = self._scenes.get(timeout=30)
            if isinstance(self.scene.screen, kinds):
                return self.scene.screen


def measure() -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as text, boards() as hand, own(Path(text) / "data") as owned:
        line = _Line()
        with patch.object(life, "Bus", line.bus):
            shares = _shares(Path(text), hand, owned, line)
    return (
        Figure("pin_to_unlock_p99", round(percentile(shares, 99) * 1000, 1), "ms", 80.0, "lower"),
        Figure("pin_to_unlock_median", round(percentile(shares, 50) * 1000, 1), "ms", None, "lower"),
    )


def _shares(folder: Path, hand: Boards, owned: Any, line: _Line) -> list[float]:
    scenes: queue.SimpleQueue[Scene] = queue.SimpleQueue()
    machine = Machine(site_on(hand.port, folder), owned, Window(scenes.put))
    visitor = _Visitor(scenes)
    machine.start()
    try:
        visitor.until(Home)
        return [_share(machine, visitor, hand, line) for _ in range(VISITS)]
    finally:
        machine.stop("measured")


def _share(machine: Machine, visitor: _Visitor, hand: Boards, line: _Line) -> float:
    """One visit: the time from the answer to the sent frame, less the wait for a line in use."""
    pin = _place(machine)
    say = partial(_say, machine, visitor)
    say(HomeChoice.PICK_UP)
    visitor.until(EnterPin)
    typed = time.monotonic()
    say(Typed(pin))
    visitor.until(TakeParcel)
    hand.close((1, 1))
    visitor.until(DidYouTakeIt, ThankYou)
    if isinstance(visitor.scene.screen, DidYouTakeIt):
        say(YesNo.YES)
        visitor.until(ThankYou)
    say(ThanksChoice.DONE)
    visitor.until(Home)
    ticket = max(line.sent)
    return (line.asked[ticket] - typed) + (line.sent[ticket] - line.taken[ticket])


def _say(machine: Machine, visitor: _Visitor, answer: object) -> None:
    machine.post(Answered(visitor.scene.turn, answer))


_NUMBER = iter(range(10**6))


def _place(machine: Machine) -> str:
    answers: list[dict[str, Any]] = []
    done = threading.Event()
    reply: Callable[[dict[str, Any]], None] = lambda answer: (answers.append(answer), done.set())  # type: ignore[assignment,func-returns-value]  # noqa: E731  two words
    order = Place("1", f"BENCH{next(_NUMBER):08}", "+49 30 1234567")
    machine.post(PendingOrder(order, reply))
    done.wait(30)
    return str(answers[0]["pin"])
