"""A kiosk that knows no cabinet yet, on boards of a simulated site; the technician has eyes and hands."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from hardware.locks.bus import Bus
from hardware.locks.driver import Bank
from hardware.locks.registry import line_settings
from hardware.outcomes.locks import LockAddress
from hardware.simulator.boards.board import Timing
from hardware.simulator.site import SimulatedSite, SitePlan
from hardware.transport.ports import open_port
from kiosk.custody.boards.boards import LineWord
from kiosk.journeys.effects import Ask
from kiosk.journeys.screen import Screen
from kiosk.site.ports import write_changed
from kiosk.visits.house import Message
from tests.visits.rig import DEMO, Kiosk

FAST: Final = Timing(unlock=0.012, query=0.001, pull=0.004, boot=0.05, byte=0.00001)
_LOOKS: Final = 0.25
"""Seconds in which a technician sees whether a door has opened."""
_QUIET: Final = 1.0
"""Seconds in which a sensor surely settles, also where a machine is busy; then the clock goes on."""


@dataclass
class Bench(Kiosk):
    """`boards` are as they stand there, `wired` which lock each door really has.

    `columns`: the cabinet's, where the kiosk knows it already.
    """

    boards: tuple[Bank, ...] = ()
    wired: Mapping[str, LockAddress] = field(default_factory=dict)
    columns: tuple[Mapping[str, object], ...] = ()

    def __post_init__(self) -> None:
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        plan = SitePlan({"locks": self.boards}, {label: {label: lock} for label, lock in self.wired.items()})
        self.cabinet = SimulatedSite(plan, self.folder / "ports", lambda _happening: None, timing=FAST)
        self.file = self.folder / "site.toml"
        buses = [{"name": "locks", "port": str(self.cabinet.ports.buses["locks"]), "banks": self._banks()}]
        cabinet = {**_BARE, "columns": list(self.columns)} if self.columns else _BARE
        write_changed(DEMO, self.file, {"buses": buses, "cabinet": cabinet, "scanner": None, "camera": None})
        self.cabinet.start()
        super().__post_init__()
        self._bus = self._plugged()

    def _banks(self) -> list[dict[str, object]]:
        return [
            {"name": b.name, "board": b.board, "address": b.address, "channels": b.channels}
            for b in self.boards
        ]

    def _plugged(self) -> Bus:
        port = str(self.cabinet.ports.buses["locks"])
        (bus,) = self.site.buses
        opened = partial(open_port, port, line_settings(bus.banks))
        made = Bus("locks", opened, bus.banks, self._messages.put, window=_LOOKS)
        made.start()
        return made

    def end(self) -> None:
        self._bus.stop()
        self.cabinet.stop()
        super().end()

    def power_cut(self) -> None:
        """Kiosk and boards are off for a moment; the doors stay as they are."""
        self._bus.stop()
        self.die()
        self._messages = queue.SimpleQueue()
        self.start()
        self._bus = self._plugged()

    def unlock(self, ticket: int, address: LockAddress) -> None:
        self.told.append((ticket, address, True))
        self._bus.unlock(ticket, address)

    def ask_health(self) -> None:
        self._bus.ask_health()

    def search(self, ticket: int, bank: str) -> None:
        self._bus.search(ticket, bank)

    def move(self, bank: Bank) -> None:
        self._bus.move(bank)

    # --- what happens -----------------------------------------------------------------------------

    def until(self, *kinds: type[Screen[Any]]) -> None:
        """Let everything happen until such a question stands there."""
        while not (self._asks() and isinstance(self.scene.screen, kinds)):
            self._one()

    def until_it(self, true: Callable[[], bool]) -> None:
        """Let everything happen until that is so."""
        while not true():
            self._one()

    def _asks(self) -> bool:
        run = self.house.visits.stage
        return run is not None and isinstance(run.pending, Ask) and run.turn == self.scene.turn

    def until_the_boards_answer(self) -> None:
        while self.house.doors.lines["locks"] is not LineWord.UP:
            self._one()

    def _one(self) -> None:
        try:
            self.house.handle(self._messages.get(timeout=_QUIET))
        except queue.Empty:
            self.clock.advance(1.1)
            self.house.tick()

    def sees_open(self) -> str:
        """The label of the door that is open, empty where none opens."""
        end = time.monotonic() + _LOOKS
        while time.monotonic() < end:
            for label in self.wired:
                if self.cabinet.is_open(label):
                    return label
        return ""


_BARE: Final = {
    "height": 194,
    "frame": 2,
    "wall": 1,
    "panel": {"left": 48, "bottom": 84.5, "width": 40, "height": 71},
}


@contextmanager
def bench(
    folder: Path,
    boards: tuple[Bank, ...],
    wired: Mapping[str, LockAddress],
    columns: tuple[Mapping[str, object], ...] = (),
) -> Iterator[Bench]:
    made = Bench(folder, boards=boards, wired=wired, columns=columns)
    try:
        yield made
    finally:
        made.end()
