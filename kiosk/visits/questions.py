"""Asks what journeys ask: on the screen, against the clock, or of what happens at the machine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from kiosk.custody.words import Ending
from kiosk.journeys.boards.effects import BoardNews
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, DoorOpened, DoorOpens
from kiosk.journeys.effects import NEVER, After, Ask, Show, TimeUp
from kiosk.journeys.handover.receipts import Prints
from kiosk.visits.answering import allows, may_leave
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.idle import Idle
from kiosk.visits.part import Hears, Performs
from kiosk.visits.presenter import Presenter
from kiosk.visits.receipts.printing import Receipts
from kiosk.visits.run import LATER, Run
from kiosk.visits.scene import Answered, ScreenPong, Touched, WantsToLeave

log = logging.getLogger(__name__)

_NEWS_EVERY: Final = 1.0
"""Seconds between two questions to the lines how they do, while somebody looks at that."""


class Questions:
    """Belongs to the kiosk's thread. `leave` ends the visit of whoever is gone.

    `pace`: by so much the times of whoever is at the screen are longer.
    """

    def __init__(
        self,
        ground: Ground,
        hands: Hands,
        presenter: Presenter,
        idle: Idle,
        receipts: Receipts,
        leave: Callable[[Run, Ending], None],
        pace: Callable[[], int],
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._presenter = presenter
        self._idle = idle
        self._receipts = receipts
        self._leave = leave
        self._pace = pace
        self.performs: Performs = {Ask: self._ask, Show: self._show}
        self.hears: Hears = {
            Answered: self.on_answered,
            WantsToLeave: self.on_wants_to_leave,
            Touched: lambda _message: hands.touched(),
            ScreenPong: _on_pong,
        }

    def at_another_pace(self) -> None:
        """What is counted for whoever is at the screen is counted anew."""
        run = self._hands.stage
        if run is None or not isinstance(run.pending, Ask):
            return
        for source in run.pending.also:
            if isinstance(source, After) and not source.fixed and source.seconds < NEVER:
                self._time(run, run.pending, source)
        self._idle.touched()

    def on_answered(self, message: Answered) -> None:
        run = self._hands.stage
        if run is not None and message.turn == run.turn and allows(run, message.answer):
            self._hands.touched()
            self._hands.go_on(run, message.answer)
        else:
            log.debug("late: %s", type(message).__name__)

    def on_wants_to_leave(self, message: WantsToLeave) -> None:
        run = self._hands.stage
        if run is not None and message.turn == run.turn and may_leave(run):
            self._leave(run, Ending.LEFT)
        else:
            log.debug("late: %s", type(message).__name__)

    def _ask(self, run: Run, question: Ask[Any]) -> object:
        """What is so already is the answer at once; else the outcome comes as a message."""
        ground, open_now = self._ground, self._ground.book.ledger.doors_open
        for source in question.also:
            match source:
                case DoorEvents(door) if door not in open_now:
                    return DoorClosed(door, quickly=False)
                case DoorOpens(door) if door in open_now:
                    return DoorOpened(door)
                case Prints() if run in self._receipts.ended:
                    return self._receipts.ended.pop(run)
                case After(seconds) if seconds < NEVER:
                    self._time(run, question, source)
                case BoardNews():
                    pause = _NEWS_EVERY if run.refreshed else 0.0
                    ground.timers.set(("after", run), pause, ground.outside.locks.ask_health)
                case _:
                    pass
        if question.screen is not None:
            self._presenter.put_up(run, question.screen)
        if not run.refreshed:
            self._idle.asked(run)
        return LATER

    def _time(self, run: Run, question: Ask[Any], after: After) -> None:
        """Whoever wishes for more time gets it for everything that they are asked."""
        theirs = question.screen is not None and run.on_stage and not after.fixed
        pace = self._pace() if theirs else 1
        seconds = pace * after.seconds
        self._ground.timers.set(("after", run), seconds, lambda: self._hands.go_on(run, TimeUp()))

    def _show(self, run: Run, effect: Show) -> None:
        self._presenter.put_up(run, effect.screen)
        self._idle.asked(run)


def _on_pong(_message: ScreenPong) -> None:
    """Whoever sent the ping hears it elsewhere; here it says no more than that the thread is awake."""
