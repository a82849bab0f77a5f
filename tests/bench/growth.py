"""A kiosk after ten years: starts, orders, an erasing, a backup, and how long its thread is silent."""

from __future__ import annotations

import os
import queue
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.pending import PendingOrder
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journeys.front.screens import Home, HomeChoice, OutOfService, OutReason
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin
from kiosk.orders.looks import Examine
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.persons import Forget
from kiosk.program.life import Inbox, Window
from kiosk.program.machine import Machine
from kiosk.site.whole import Site
from kiosk.visits.scene import Answered, Scene
from tests.bench.figure import Figure
from tests.bench.kiosk import boards, site_on
from tests.bench.years import phone, write_years

ROWS: Final = 2_000_000
PERSONS: Final = 50_000
_ANNOUNCEMENTS: Final = 20
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_LONGEST: Final = 900.0


class _Beating(Machine):
    """A machine that knows the longest time in which it took no message and fired no timer."""

    longest = 0.0
    _since: float | None = None

    def _next(self, seconds: float | None) -> Inbox | None:
        if self._since is not None:
            self.longest = max(self.longest, time.monotonic() - self._since)
        message = super()._next(seconds)
        self._since = time.monotonic()
        return message


class _Running:
    """One start of it, and what is asked of it."""

    def __init__(self, machine: _Beating, scenes: queue.SimpleQueue[Scene], started: float) -> None:
        self.machine = machine
        self.started = started
        self._scenes = scenes
        self._scene = Scene(0, Home())

    def until(self, *kinds: type[Any]) -> None:
        while not isinstance(self._scene.screen, kinds):
            self._scene = self._scenes.get(timeout=_LONGEST)

    def says(self, answer: object, *then: type[Any]) -> float:
        """Seconds from an answer to the screen that follows."""
        began = time.monotonic()
        self.machine.post(Answered(self._scene.turn, answer))
        self._scene = self._scenes.get(timeout=_LONGEST)
        self.until(*then)
        return time.monotonic() - began

    def told(self, order: Order) -> tuple[float, dict[str, Any]]:
        """Seconds until an order is answered, and the answer."""
        answers: list[dict[str, Any]] = []
        done = threading.Event()

        def reply(answer: dict[str, Any]) -> None:
            answers.append(answer)
            done.set()

        began = time.monotonic()
        self.machine.post(PendingOrder(order, reply))
        done.wait(_LONGEST)
        return time.monotonic() - began, answers[0]


def measure(rows: int = ROWS, persons: int = PERSONS) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as text, boards() as hand:
        folder = Path(text)
        site = site_on(hand.port, folder)
        began = time.monotonic()
        written = write_years(folder / "data", site, rows, persons)
        wrote = time.monotonic() - began
        with _started(site, folder / "data") as kiosk:
            anew, longest = kiosk.started, kiosk.machine.longest
        with _started(site, folder / "data") as kiosk:
            update = kiosk.started
            doctor, _ = kiosk.told(Examine())
            announced = [
                kiosk.told(Announce(f"BENCH{number:08}", "+49 30 1234567"))[0]
                for number in range(_ANNOUNCEMENTS)
            ]
            pin = _pin(kiosk)
            erased = _erase(kiosk, persons)
            copied = _timed(lambda: backup.copy(folder / "data", SystemClock().now()))
            memory = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
            longest = max(longest, kiosk.machine.longest)
    return (
        Figure("growth_rows", written, "rows", None, "higher"),
        Figure("growth_rows_written_a_second", round(written / wrote), "1/s", None, "higher"),
        Figure("growth_start_after_update", round(update, 2), "s", 5.0, "lower"),
        Figure("growth_start_folding_anew", round(anew, 2), "s", None, "lower"),
        Figure("growth_rows_folded_a_second", round(written / anew), "1/s", 100_000.0, "higher"),
        Figure("growth_first_doctor", round(1000 * doctor), "ms", 1000.0, "lower"),
        Figure("growth_announce_median", round(1000 * median(announced), 1), "ms", None, "lower"),
        Figure("growth_announce_slowest", round(1000 * max(announced), 1), "ms", None, "lower"),
        Figure("growth_pin_to_opening", round(1000 * pin), "ms", None, "lower"),
        Figure("growth_erasure_with_copies", round(erased, 2), "s", None, "lower"),
        Figure("growth_backup_beside", round(copied, 2), "s", None, "lower"),
        Figure("growth_memory_with_bench", round(memory / 2**20), "MiB", None, "lower"),
        Figure("growth_longest_without_beat", round(longest, 3), "s", 1.0, "lower"),
    )


@contextmanager
def _started(site: Site, data: Path) -> Iterator[_Running]:
    scenes: queue.SimpleQueue[Scene] = queue.SimpleQueue()
    with own(data) as owned:
        machine = _Beating(site, owned, Window(scenes.put))
        kiosk = _Running(machine, scenes, 0.0)
        kiosk._scene = Scene(0, OutOfService(OutReason.STARTING))
        began = time.monotonic()
        machine.start()
        try:
            kiosk.until(Home)
            kiosk.started = time.monotonic() - began
            yield kiosk
        finally:
            machine.stop("measured")


def _pin(kiosk: _Running) -> float:
    """From the last digit to the screen that names the open door."""
    _, placed = kiosk.told(Place("20", "BENCHPIN01", "+49 30 7654321"))
    kiosk.says(HomeChoice.PICK_UP, EnterPin)
    return kiosk.says(Typed(placed["pin"]), TakeParcel)


def _erase(kiosk: _Running, persons: int) -> float:
    """Somebody for whom nothing waits."""
    for number in reversed(range(persons)):
        seconds, answer = kiosk.told(Forget(phone(number)))
        if answer["ok"]:
            return seconds
    raise AssertionError("something waits for everybody")


def _timed(do: Callable[[], object]) -> float:
    began = time.monotonic()
    do()
    return time.monotonic() - began
