"""One life of a kiosk after the other, with people before it, in one data folder."""

from __future__ import annotations

import heapq
import itertools
import queue
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.client import NotRunning, ask
from kiosk.journal.connection import FILE
from kiosk.journeys.front.screens import Home
from kiosk.orders.order import Order
from kiosk.visits.scene import Scene
from tests.crash.cabinet import write_site
from tests.crash.checks import Checker, Frame, Told, labels
from tests.crash.dispatcher import Operator
from tests.crash.kiosk import Birth
from tests.crash.nursery import Kiosk
from tests.crash.people import People
from tests.crash.world import Happened, What, World

Born = Callable[[Birth, Callable[[Any], None]], Kiosk]

STARTS_WITHIN: Final = 30.0
LONGEST: Final = 3.0
"""Seconds after home at which a life is ended whose aimed end has not come."""
_GONE: Final = object()


@dataclass(frozen=True, slots=True)
class End:
    """How a life is ended: at the first of these that comes.

    `after_birth` and `after_home` are seconds; `frames`: at the unlock frame of that number, by the time its
    last byte is at the board; `screen`: when a screen of this name has just been shown. `stop`: asked to
    stop, not killed. The birth's own `dies` comes on top.
    """

    after_birth: float | None = None
    after_home: float | None = None
    frames: int = 0
    screen: str = ""
    stop: bool = False


class _Death:
    """When and how the present life ends. `at` is monotonic."""

    def __init__(self, kiosk: Kiosk, end: End) -> None:
        self.due = False
        self._kiosk = kiosk
        self._end = end
        self._at_home = end.after_birth is not None
        self.at = time.monotonic() + (STARTS_WITHIN if end.after_birth is None else end.after_birth)

    def now(self) -> Iterator[str]:
        """Its time has come."""
        if not self._at_home:
            yield f"no home screen within {STARTS_WITHIN:.0f} s"
        self.due = True
        self.at = float("inf")
        if self._end.stop:
            self._kiosk.stop()
        else:
            self._kiosk.kill()

    def shown(self, scene: Scene) -> None:
        if type(scene.screen).__name__ == self._end.screen and not self.due:
            self.due = True
            self._kiosk.kill()
        if isinstance(scene.screen, Home) and not self._at_home:
            self._at_home = True
            self.at = time.monotonic() + (LONGEST if self._end.after_home is None else self._end.after_home)


class Theatre:
    """A world, people and one data folder. Made and used in one thread."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.data = folder / "data"
        self.site = folder / "site.toml"
        port = folder / "bus"
        write_site(self.site, port)
        chance = Random(seed)  # noqa: S311  what people do
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.world = World(port, self._door)
        self._operator = Operator(chance, self.world, self._order)
        self.people = People(chance, self.world, self._operator, self._say, self._later)
        self.checker = Checker(self.data)
        self._timers: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = itertools.count()
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="the operator")
        self._asked: Future[None] | None = None
        self._kiosk: Kiosk | None = None
        self._told = Told()
        self._frames_left = 0
        self._born_at = 0
        self.last: Scene | None = None
        """What stood on the screen at the end of the last life."""

    def close(self) -> None:
        self._clerk.shutdown()
        self.world.stop()

    # --- a life -----------------------------------------------------------------------------------

    def play(self, born: Born, birth: Birth, end: End) -> Iterator[str]:
        """One life to its end; yields what was wrong with how it ended, then leaves it to `look`."""
        self._told, self.last = Told(), None
        self._frames_left = end.frames
        self._born_at = len(self.world.log)
        self._kiosk = born(birth, self._events.put)
        death = _Death(self._kiosk, end)
        while (event := self._next(death.at)) is not _GONE:
            if event is None:
                yield from death.now()
            else:
                self._happen(event, death)
        if not (death.due or birth.dies or (end.frames and not self._frames_left)):
            yield f"the kiosk ended by itself while it showed {self.last}"
        yield from self._over(self._kiosk)

    def _happen(self, event: Any, death: _Death) -> None:
        match event:
            case Scene():
                self._told.scenes.append(event)
                self.last = event
                death.shown(event)
                if not death.due:
                    self.people.see(event)
            case Happened():
                self.people.hear(event)
            case (order, reply):
                self._answered(order, reply)
            case _:
                raise AssertionError(event)

    def look(self) -> Iterator[str]:
        """The invariants, after a life. The kiosk must not be running."""
        self.world.settled()
        offset = SystemClock().now() - timedelta(seconds=time.monotonic())
        log = self.world.log[self._born_at :]
        frames = [Frame(offset + timedelta(seconds=h.at), h.label) for h in log if h.what is What.TOLD]
        if not (self.data / FILE).exists():  # killed before it had a journal: then it has done nothing yet
            yield from (f"door {frame.label} was told to open without a journal" for frame in frames)
            return
        yield from self.checker.look(self._told, frames)
        # On a busy machine a board that was told in one life opens its door in the next.
        told = {h.label for h in self.world.log if h.what is What.TOLD}
        opened = {h.label for h in log if h.what is What.OPENED}
        yield from (f"door {label} opened untold" for label in opened - told)
        spared = {*self._operator.placing, *self.people.forgotten}
        yield from self.checker.occupancy(self.world.inside, labels(self.data), spared)
        self._forget()

    def _forget(self) -> None:
        """What somebody left behind unasked is nobody's: it is gone once the book has settled it."""
        for label in tuple(self.people.forgotten):
            holding = self.checker.ledger.holding(label)
            if not holding.things and not self.world.is_open(label):
                self.world.inside[label].clear()
                self.people.forgotten.discard(label)

    def _over(self, kiosk: Kiosk) -> Iterator[str]:
        if not kiosk.gone():
            yield "the kiosk can't be killed"
        if self._asked is not None:
            self._asked.result()
        while not self._events.empty():
            event = self._events.get()
            if isinstance(event, tuple):
                self._answered(*event)
            elif isinstance(event, Happened):
                self.people.hear(event)
        self.people.kiosk_died()

    def _answered(self, order: Order, reply: dict[str, Any] | None) -> None:
        if reply is not None:
            self._told.replies.append((order, reply))
        self._operator.answered(order, reply)
        self.people.order_answered()

    # --- what happens when ------------------------------------------------------------------------

    def _next(self, ends: float) -> Any:
        """The next event, having called what is due; None at `ends`."""
        while True:
            now = time.monotonic()
            if now >= ends:
                return None
            due = self._timers[0][0] if self._timers else float("inf")
            if due <= now:
                heapq.heappop(self._timers)[2]()
                continue
            wait = min(due, ends, now + STARTS_WITHIN) - now
            try:
                event = self._events.get(timeout=max(0.0, wait))
            except queue.Empty:
                continue
            return _GONE if event is None else event

    def _later(self, seconds: float, act: Callable[[], object]) -> None:
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._numbers), act))

    def _say(self, message: Any) -> None:
        if self._kiosk is not None:
            self._kiosk.say(message)

    def _door(self, happened: Happened) -> None:
        """In the boards' thread: a kill that is aimed at a frame strikes here, not a queue later."""
        if happened.what is What.TOLD and self._frames_left > 0:
            self._frames_left -= 1
            if self._frames_left == 0 and self._kiosk is not None:
                self._kiosk.kill()
        self._events.put(happened)

    def _order(self, order: Order) -> None:
        self._asked = self._clerk.submit(self._ask, order)

    def _ask(self, order: Order) -> None:
        try:
            reply = ask(self.data, order)
        except (NotRunning, OSError, ValueError):  # it died before it said a whole line
            reply = None
        if reply is not None and str(reply.get("why", "")).endswith("Nothing was done."):
            reply = None  # it stopped before it took the order
        self._events.put((order, reply))
