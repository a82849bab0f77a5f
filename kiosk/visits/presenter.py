"""Puts screens up: numbers their turns, and sends the window the scene of whoever has the stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.custody.power.supplies import Conduct
from kiosk.custody.words import Level
from kiosk.custody.work.levels import MOST
from kiosk.journeys.screen import Screen
from kiosk.visits.answering import same_question
from kiosk.visits.faces.camera import Seeing
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.readers.scanner import Aiming
from kiosk.visits.run import Run
from kiosk.visits.scene import Scene


class Presenter:
    """Belongs to the kiosk's thread. Camera and scanner follow each screen that is shown."""

    def __init__(
        self, ground: Ground, hands: Hands, seeing: Seeing, aiming: Aiming, conduct: Callable[[], Conduct]
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._seeing = seeing
        self._aiming = aiming
        self._conduct = conduct
        self._turn = 0
        self._last: Scene | None = None

    def put_up(self, run: Run, screen: Screen[Any]) -> None:
        """A new question, or a new sight, on the screen; without the stage it only waits there.

        What is only refreshed keeps its turn, as long as it takes the same answers.
        """
        if not run.refreshed or not same_question(screen, run.screen):
            self._turn += 1
            run.turn = self._turn
        if not run.refreshed:
            run.still_there = 0
        run.screen = screen
        self.publish()

    def publish(self) -> None:
        """Let the window show what the run on the stage has put up; nothing is sent twice."""
        run = self._hands.stage
        if run is None or run.screen is None:
            return
        self._seeing.follow(run, run.screen)
        self._aiming.follow(run)
        scene = self._scene(run, run.screen)
        if scene != self._last:
            self._last = scene
            self._ground.outside.show(scene)

    def _scene(self, run: Run, screen: Screen[Any]) -> Scene:
        ledger = self._ground.book.ledger
        visit = ledger.visits.get(run.visit) if run.visit else None
        # A door that was open when the site file changed may be none of this cabinet's any more.
        here = (self._ground.cabinet.behind(door) for door in ledger.doors_open)
        doors_open = tuple(sorted({compartment.label for compartment in here if compartment is not None}))
        return Scene(
            run.turn,
            screen,
            visit.number if visit else 0,
            visit.word if visit else "",
            run.still_there,
            doors_open,
            camera=self._seeing.on,
            dim=self._conduct().dim,
            volumes=(ledger.level(Level.DAY), ledger.level(Level.NIGHT)),
            brightness=100 * ledger.level(Level.BRIGHTNESS) // MOST,
            wishes=run.wishes,
            rules=ledger.rules,
        )
