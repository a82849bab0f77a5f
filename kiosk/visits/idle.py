"""Nobody touches the screen: warn, then end the visit. Never while a door is open."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from kiosk.custody.words import Audience, Ending
from kiosk.journeys.effects import Ask
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.run import Run


class Idle:
    """One idle clock for the run on the stage; any touch, scan or new question starts it again.

    `leave` ends the visit of whoever is gone; `pace`: by so much they have more time, and a longer warning.
    """

    def __init__(
        self,
        ground: Ground,
        hands: Hands,
        leave: Callable[[Run, Ending], None],
        pace: Callable[[], int] = lambda: 1,
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._leave = leave
        self._pace = pace

    def asked(self, run: Run) -> None:
        """A question is out: the clock begins, or stands where the screen has none."""
        if run.on_stage and run.screen is not None and run.screen.idle and isinstance(run.pending, Ask):
            seconds, warning = self._times(run)
            self._ground.timers.set(("idle", run), seconds - warning, lambda: self._warn(run, ceil(warning)))
        else:
            self._ground.timers.cancel(("idle", run))

    def touched(self) -> None:
        run = self._hands.stage
        if run is None:
            return
        if run.still_there:
            run.still_there = 0
            self._hands.publish()
        self.asked(run)

    def stop(self, run: Run) -> None:
        self._ground.timers.cancel(("idle", run))

    def _times(self, run: Run) -> tuple[float, float]:
        site, pace = self._ground.site, self._pace()
        if run.audience is Audience.STAFF:
            return pace * site.staff.idle, pace * site.staff.warning
        return pace * site.timers.idle, pace * site.timers.warning

    def _warn(self, run: Run, seconds: int) -> None:
        if seconds <= 0:
            self._leave(run, Ending.IDLE)
            return
        run.still_there = seconds
        self._hands.publish()
        self._ground.timers.set(("idle", run), 1.0, lambda: self._warn(run, seconds - 1))
