"""What 200 announcements in one go cost whoever is at the screen; what an event weighs on the line."""

from __future__ import annotations

import queue
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.pending import PendingOrder
from kiosk.custody.machine.events import Alive
from kiosk.journal.chain import canonical
from kiosk.journal.copies import export
from kiosk.journal.lock import own
from kiosk.journeys.front.screens import Home, HomeChoice
from kiosk.journeys.who.screens import EnterPin
from kiosk.link.greeting import zipped
from kiosk.orders.mandate import Mandate
from kiosk.orders.parcels import Announce
from kiosk.program.life import Window
from kiosk.program.machine import Machine, book_at_rest, open_journal
from kiosk.visits.scene import Answered, Scene, WantsToLeave
from kiosk.wire.batch import FirstLine, write_batch
from tests.bench.figure import Figure, percentile
from tests.bench.kiosk import boards, site_on

ORDERS: Final = 200
TOUCHES: Final = 60
_GOLDEN: Final = Path(__file__).parents[2] / "golden" / "0.1.0.jsonl"


def measure() -> Sequence[Figure]:
    quiet, beside, took = _screen()
    slices = _slices()
    return (
        Figure("touch_quiet_median", round(percentile(quiet, 50) * 1000, 2), "ms", None, "lower"),
        Figure("touch_quiet_p95", round(percentile(quiet, 95) * 1000, 2), "ms", None, "lower"),
        Figure("touch_beside_orders_median", round(percentile(beside, 50) * 1000, 2), "ms", None, "lower"),
        Figure("touch_beside_orders_p95", round(percentile(beside, 95) * 1000, 2), "ms", 80.0, "lower"),
        Figure("announcements_200", round(took, 1), "s", None, "lower"),
        Figure("rows_100_on_the_kiosks_thread", round(percentile(slices, 50) * 1000, 2), "ms", 20.0, "lower"),
        *(Figure(f"event_bytes_batch_{n}", _bytes(n), "B", None, "lower") for n in (1, 5, 50)),
    )


def _screen() -> tuple[list[float], list[float], float]:
    """Seconds from a touch to its screen: of a kiosk at rest, and beside the announcements; and those."""
    scenes: queue.SimpleQueue[Scene] = queue.SimpleQueue()
    with tempfile.TemporaryDirectory() as text, boards() as hand, own(Path(text) / "data") as owned:
        machine = Machine(site_on(hand.port, Path(text)), owned, Window(scenes.put))
        machine.start()
        try:
            quiet, home = _touches(machine, scenes, _until(scenes, Home))
            answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
            began = time.monotonic()
            for number in range(ORDERS):
                order = Announce(f"BENCH{number:08}", "+49 30 1234567")
                machine.post(PendingOrder(order, answers.put, mandate=Mandate(f"order-{number:04}", "hub")))
            beside, _ = _touches(machine, scenes, home)
            assert all(answers.get(timeout=120)["ok"] for _ in range(ORDERS))
            return quiet, beside, time.monotonic() - began
        finally:
            machine.stop("measured")


def _until(scenes: queue.SimpleQueue[Scene], kind: type) -> int:
    """The turn of the next such screen."""
    while not isinstance((scene := scenes.get(timeout=60)).screen, kind):
        pass
    return scene.turn


def _touches(machine: Machine, scenes: queue.SimpleQueue[Scene], home: int) -> tuple[list[float], int]:
    """Seconds from each touch to its screen, and the turn of the last home."""
    found: list[float] = []
    for _ in range(TOUCHES):
        began = time.monotonic()
        machine.post(Answered(home, HomeChoice.PICK_UP))
        asks = _until(scenes, EnterPin)
        found.append(time.monotonic() - began)
        machine.post(WantsToLeave(asks))
        home = _until(scenes, Home)
    return found, home


def _slices() -> list[float]:
    """Seconds that the kiosk's thread takes for a hundred rows of a hundred thousand."""
    with tempfile.TemporaryDirectory() as text, own(Path(text) / "data") as owned:
        site = site_on("/nowhere", Path(text))
        with open_journal(owned, SystemClock()) as (journal, keys):
            book = book_at_rest(site, journal, keys)
            for _ in range(20):
                book.record(*(Alive() for _ in range(500)))
            found = []
            for at in range(0, 10_000, 100):
                began = time.perf_counter()
                journal.slice(at, 100, 1 << 20)
                found.append(time.perf_counter() - began)
            return found


def _bytes(batch: int) -> float:
    """What one row of an old journal weighs, packed with so many others; without headers."""
    rows = [canonical(*raw[:-1]).encode() for raw in export.rows_of(_GOLDEN)]
    parts = _parts(rows, batch)
    line = FirstLine("hub-1", 1, 1, "ab" * 32)
    return round(sum(len(zipped(write_batch(line, part))) for part in parts) / (len(parts) * batch), 1)


def _parts(rows: Sequence[bytes], batch: int) -> list[Sequence[bytes]]:
    whole: Iterable[int] = range(0, len(rows) - batch + 1, batch)
    return [rows[at : at + batch] for at in whole]
