"""Follows the supplies: what they say goes into the book once it has stood, and the machine acts on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Final, Literal, assert_never

from hardware.outcomes.power import PowerSource, PowerState
from kiosk.custody.event import Event
from kiosk.custody.power.events import (
    BatteryLow,
    BatteryWell,
    DepositsPaused,
    DepositsResumed,
    SupplyGone,
    SupplyTurned,
)
from kiosk.custody.power.supplies import Conduct, Supply, conduct, due
from kiosk.journeys.handover.effects import Pauses
from kiosk.site.parts.power import WhenLow
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.machine.flapping import Flapping
from kiosk.visits.part import Hears, Performs

log = logging.getLogger(__name__)

FAREWELL: Final = "the battery is low"
_Aspect = Literal["source", "paused", "low"]


class Power:
    """Belongs to the house's thread. `changed` lets the house show what may be different;
    `switch_off` stops the machine.

    `told`: the last word of each supply. `closing`: the battery is low, what runs is finished, and then the
    machine stops.
    """

    def __init__(
        self,
        ground: Ground,
        hands: Hands,
        flapping: Flapping,
        changed: Callable[[], None],
        switch_off: Callable[[str], None],
    ) -> None:
        site = ground.site.power
        self._ground = ground
        self._hands = hands
        self._flapping = flapping
        self._changed = changed
        self._switch_off = switch_off
        self._site = site
        self._supplies = {each.name: each for each in site.supplies} if site is not None else {}
        self._waiting: dict[tuple[str, _Aspect], tuple[object, float]] = {}
        self.told: dict[str, PowerState] = {}
        self._stands: dict[tuple[str, _Aspect], float] = {}
        """Seconds that good news of a supply that comes and goes has to stand."""
        self.closing = False
        self._left = False
        self.performs: Performs = {}
        self.hears: Hears = {PowerState: self.on_power}

    def open(self) -> None:
        """What the book has of supplies that are no more is over; the others' is believed for a while."""
        held = self._ground.book.ledger.supplies
        gone = [name for name in held if name not in self._supplies]
        if gone:
            self._ground.book.record(*map(SupplyGone, gone))
        for name in self._supplies.keys() & held.keys():
            self._weigh(name)

    def on_power(self, state: PowerState) -> None:
        """One word of a supply; of those that the site file does not name, none counts."""
        if state.device in self._supplies:
            self.told[state.device] = state
            self._weigh(state.device)

    @property
    def conduct(self) -> Conduct:
        held = self._ground.book.ledger.supplies
        known = {name: one for name, one in held.items() if name in self._supplies}
        return conduct(known, self._site.grids if self._site is not None else frozenset())

    def settled(self) -> None:
        """Something has ended: if that was the last visit of a machine that closes, it stops."""
        if self.closing and not any(run.visit is not None for run in self._hands.runs):
            self._leave()

    # --- within -------------------------------------------------------------------------------------

    def _weigh(self, name: str) -> None:
        if self._site is None:
            return
        held = self._ground.book.ledger.supplies.get(name, Supply())
        told = self.told.get(name, PowerState(name, PowerSource.UNKNOWN, None, None, low=False, detail=""))
        then = due(held, told, self._site.rules, grid=self._supplies[name].grid)
        self._wait(name, "source", held.source, then.source, then.source_after)
        self._wait(name, "paused", held.paused, then.paused, then.paused_after)
        self._wait(name, "low", held.low, then.low, then.low_after)

    def _wait(self, name: str, aspect: _Aspect, now: object, then: object, after: float) -> None:
        key = (name, aspect)
        if now == then:
            self._waiting.pop(key, None)
            self._ground.timers.cancel(("supply", *key))
        elif self._waiting.get(key) != (then, after):
            if then in (False, PowerSource.MAINS) and key not in self._waiting:
                self._stands[key] = self._flapping.turned(
                    f"supply {name}", "" if aspect == "source" else aspect
                )
            self._waiting[key] = (then, after)
            stands = (
                after if then not in (False, PowerSource.MAINS) else max(after, self._stands.get(key, 0.0))
            )
            self._ground.timers.set(("supply", *key), stands, partial(self._turn, name, aspect, then))

    def _turn(self, name: str, aspect: _Aspect, then: object) -> None:
        self._waiting.pop((name, aspect), None)
        before = self.conduct
        self._ground.book.record(self._event(name, aspect, then))
        good = then in (False, PowerSource.MAINS)
        log.log(logging.INFO if good else logging.WARNING, "%s: %s is %s", name, aspect, then)
        self._follow(before)
        self._weigh(name)

    def _event(self, name: str, aspect: _Aspect, then: object) -> Event:
        told = self.told.get(name)
        charge = told.charge if told is not None else None
        match aspect:
            case "source":
                return SupplyTurned(name, PowerSource(str(then)), charge)
            case "paused":
                return DepositsPaused(name, charge) if then else DepositsResumed(name, charge)
            case "low":
                return BatteryLow(name, charge) if then else BatteryWell(name, charge)
            case _:
                assert_never(aspect)

    def _follow(self, before: Conduct) -> None:
        now = self.conduct
        if before.deposits != now.deposits:
            for run in tuple(self._hands.runs):
                if run.listens(Pauses):
                    self._hands.refresh(run)
        if before.serves and not now.serves and self._site is not None:
            self.closing = self._site.when_low is not WhenLow.REST
            if self.closing:
                self._ground.timers.set("closing", self._site.finish_within, self._leave)
        elif now.serves:
            self.closing = False
            self._ground.timers.cancel("closing")
        self._changed()

    def _leave(self) -> None:
        self._ground.timers.cancel("closing")
        if not self._left:
            self._left = True
            self._switch_off(FAREWELL)
