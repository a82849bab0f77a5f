"""A technician is asked once to see to what comes and goes: a loose plug, a worn contact."""

from __future__ import annotations

import logging
from functools import partial
from math import inf
from typing import Final

from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.ids import TaskId
from kiosk.custody.senses.spoiling import zone_task
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskDone, TaskMade
from kiosk.visits.ground import Ground
from kiosk.visits.machine.flapping import HOUR, Flapping

log = logging.getLogger(__name__)

OFTEN: Final = 6
"""Turns within an hour after which somebody should see to it."""


class Unsteady:
    """Belongs to the kiosk's thread; `flapping` counts for the whole house.

    The task's note names the thing. It is over when that has been steady for an hour, or when a technician
    says that they have seen to it: from then on it is counted anew. What turns while a technician is at work
    is not counted.
    """

    def __init__(self, ground: Ground) -> None:
        self.flapping = Flapping(ground.clock.monotonic, self._turned)
        self._book = ground.book
        self._now = ground.clock.monotonic
        self._timers = ground.timers
        self._draw = ground.outside.draw
        self._asked: set[str] = set()
        self._counted_from: dict[str, float] = {}

    def open(self) -> None:
        """What an earlier run of the program asked for is over in an hour, if that is steady now."""
        for task in self._book.ledger.tasks.values():
            if task.kind is TaskKind.FLAPPING:
                self._asked.add(task.note)
                self._wait(task.note, HOUR)

    def _turned(self, thing: str) -> None:
        # Whoever counts it is about to write of it; the task comes after that.
        self._timers.set(("unsteady", thing), 0.0, partial(self._weigh, thing))

    def _weigh(self, thing: str) -> None:
        tasks = self._book.ledger.tasks.values()
        if zone_task(self._book.ledger, TaskKind.FLAPPING, thing) is not None:
            return
        if thing in self._asked or any(task.kind is TaskKind.MAINTAIN for task in tasks):
            self._asked.discard(thing)
            self._timers.cancel(("steady", thing))
            self._counted_from[thing] = self._now()
        elif self.flapping.since(thing, self._counted_from.get(thing, -inf)) >= OFTEN:
            log.warning("%s comes and goes: %d times in the last hour", thing, self.flapping.rate(thing))
            self._asked.add(thing)
            self._book.record(TaskMade(TaskId(self._draw()), TaskKind.FLAPPING, "", INSPECTORS, thing))
            self._wait(thing, HOUR)

    def _wait(self, thing: str, seconds: float) -> None:
        self._timers.set(("steady", thing), seconds, partial(self._look, thing))

    def _look(self, thing: str) -> None:
        left = self.flapping.last(thing) + HOUR - self._now()
        if left > 0:
            self._wait(thing, left)
            return
        self._asked.discard(thing)
        task = zone_task(self._book.ledger, TaskKind.FLAPPING, thing)
        if task is not None:
            self._book.record(TaskDone(task.id))
