"""A courier's round: what of a parcel's time is the machine's own, beside the lock's and the courier's.

Two simulated boards at the pace of real ones, on a line in a process of their own, and the real kiosk with
its window on the software renderer. This courier loses no time: a door is shut as soon as its number is on
the screen, and the next label is scanned as soon as it is taken.

`own` is the machine's own time, from one door's closing to the next one's coming open; `lock` is the lock's,
from there to the screen that names the door: its pulse, and the reading that proves it. `early`: the next
label is scanned while the door is still open.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from hardware.outcomes.reading import CodeRead, Symbology
from kiosk.clock import SystemClock
from kiosk.control.client import ask
from kiosk.journal.lock import own
from kiosk.orders.parcels import Announce
from kiosk.orders.staff import AddStaff
from kiosk.program.life import Window
from kiosk.program.machine import Machine
from tests.bench.figure import Figure
from tests.bench.kiosk import Boards, boards, site_on

PARCELS: Final = 10
_PHONE: Final = "+49 30 1234567"


def measure() -> Sequence[Figure]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    figures: list[Figure] = []
    for name, early in (("round", False), ("round_early", True)):
        with _courier() as courier:
            mine, locks = courier.brings(early=early)
        figures.append(Figure(f"{name}_own", round(mine, 2), "s", None, "lower"))
        figures.append(Figure(f"{name}_lock", round(locks, 2), "s", None, "lower"))
    return figures


class _Courier:
    """Signed in at a machine that expects the parcels."""

    def __init__(
        self, post: Callable[[CodeRead], None], stage: Any, hand: Boards, opened: list[_Opened]
    ) -> None:
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415  Qt starts in the bench that needs it

        self._post = post
        self._stage = stage
        self._hand = hand
        self._opened = opened
        self._loop = QEventLoop()
        self._events = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self._pulse = QTimer(interval=1)
        self._pulse.start()

    def until(self, there: Callable[[], bool]) -> None:
        while not there():
            self._loop.processEvents(self._events)

    def until_shown(self, name: str) -> None:
        self.until(lambda: self._stage.shown.screen_name == name)

    def until_put(self, **fields: str) -> None:
        """The screen of an open door shows these."""
        self.until(lambda: self._shows_put(fields))

    def _shows_put(self, fields: Mapping[str, str]) -> bool:
        shown = self._stage.shown
        return bool(shown.screen_name == "PutParcel" and fields.items() <= shown.screen.items())

    def _so_many_opened(self, number: int) -> bool:
        return len(self._opened) >= number

    def scans(self, text: str) -> None:
        self._post(CodeRead(text, Symbology.QR, "scanner"))

    def brings(self, *, early: bool) -> tuple[float, float]:
        """Seconds a parcel: the machine's own, and the lock's."""
        self.scans(_label(0))
        mine = locks = shut = 0.0
        for n in range(PARCELS):
            self.until(partial(self._so_many_opened, n + 1))
            at, lock = self._opened[n]
            mine += at - shut if n else 0.0
            self.until_put(text=_label(n))
            locks += time.monotonic() - at
            if early and n + 1 < PARCELS:
                self.scans(_label(n + 1))
                self.until_put(following=_label(n + 1))
            shut = time.monotonic()
            self._hand.close(lock)
            if not early and n + 1 < PARCELS:
                self.until_shown("ScanParcel")
                self.scans(_label(n + 1))
        return mine / (PARCELS - 1), locks / PARCELS


_Opened = tuple[float, tuple[int, int]]
"""When which door came open."""


@contextmanager
def _courier() -> Iterator[_Courier]:
    from ui.app import App, WindowPlan  # noqa: PLC0415  Qt starts in the bench that needs it
    from ui.run import look  # noqa: PLC0415
    from ui.stage import WindowStage  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as text, boards() as hand, own(Path(text) / "data") as owned:
        site = site_on(hand.port, Path(text))
        stage = WindowStage(lambda said: machine.post(said), SystemClock(), look(site, None))  # noqa: PLW0108
        machine = Machine(site, owned, Window(stage.show, stage.ping))
        app = App(stage, WindowPlan(size=site.screen.size, sounds=False))
        opened: list[_Opened] = []
        threading.Thread(target=_listen, args=(hand.told, opened), daemon=True).start()
        machine.start()
        courier = _Courier(machine.post, stage, hand, opened)
        try:
            courier.until_shown("Home")
            token: list[str] = []
            orders = threading.Thread(target=lambda: token.append(_announce(owned.folder)))
            orders.start()
            courier.until(lambda: bool(token))
            courier.scans(token[0])
            courier.until_shown("ScanParcel")
            yield courier
        finally:
            machine.stop("measured")
            app.close()


def _announce(data: Path) -> str:
    for n in range(PARCELS):
        ask(data, Announce(_label(n), _PHONE, size="S"))
    return str(ask(data, AddStaff("Bo", "courier"))["token"])


def _label(number: int) -> str:
    return f"JJD00012345{number:02}"


def _listen(told: IO[str], opened: list[_Opened]) -> None:
    for line in told:
        match line.split():
            case ["opened", bank, channel]:
                opened.append((time.monotonic(), (int(bank), int(channel))))
            case _:
                pass
