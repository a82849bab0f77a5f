"""The kiosk's side of speech: starts the speech process, replaces it, and hands on its news."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hardware.bell import Bell
from hardware.speech.child import COMMAND, PATIENCE, SpeakingChild, SpeechTrouble
from hardware.speech.client import (
    HeadphonesIn,
    HeadphonesOut,
    Say,
    SpeechDown,
    SpeechEnded,
    SpeechNews,
    SpeechUp,
    Tick,
)
from hardware.speech.messages import EndTick, Order, Report, SpeechBeat, StopSpeaking

logger = logging.getLogger(__name__)

_BACK_OFF: Final = (0.0, 0.25, 1.0, 2.0, 5.0, 10.0)
_HEALTHY_AFTER: Final = 20.0


@dataclass(frozen=True, slots=True)
class SpeechPlan:
    """What a machine speaks with: ALSA names, `voices` by language, and the input device of the jack.

    `device` None: the usual one. `headphones` None: nothing private is ever said. `jack` None: looked for.
    """

    device: str | None = None
    headphones: str | None = None
    voices: Mapping[str, str] = field(default_factory=dict)
    jack: str | None = None

    def arguments(self) -> tuple[str, ...]:
        said = {"device": self.device, "headphones": self.headphones, "jack": self.jack}
        return (
            *(f"--{name}={value}" for name, value in said.items() if value is not None),
            *(f"--voice={language}={name}" for language, name in self.voices.items()),
        )


class SpeechProcess:
    """A `Speech` in a process of its own, which is replaced when it dies, hangs or talks nonsense.

    `news` is called on a thread of its own and must not block. With a process its orders are lost
    (`SpeechEnded`, not whole), headphones are out until they are seen again, and the tick goes on.
    """

    def __init__(
        self,
        plan: SpeechPlan,
        news: Callable[[SpeechNews], None],
        *,
        command: Sequence[str] = COMMAND,
        patience: float = PATIENCE,
    ) -> None:
        self._command = (*command, *plan.arguments())
        self._patience = patience
        self._news = news
        self._state = threading.Lock()  # guards what the owner thread and its callers share
        self._orders: list[Order] = []
        self._dropped: list[int] = []
        self._tick: Tick | None = None
        self._ending = False
        self._up: bool | None = None
        self._headphones = False
        self._child: SpeakingChild | None = None
        self._bell = Bell()
        self._bell.open()
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def say(self, order: Say) -> None:
        self._order(order)

    def stop(self) -> None:
        self._order(StopSpeaking())

    def tick(self, tick: Tick | None) -> None:
        with self._state:
            if tick == self._tick:
                return
            self._tick = tick
        self._order(EndTick() if tick is None else tick)

    def close(self) -> None:
        with self._state:
            if self._ending:
                return
            self._ending = True
            self._bell.ring()
        self._thread.join()
        with self._state:
            self._bell.close()

    @property
    def process_id(self) -> int | None:
        """The process that speaks at this moment, for figures and tests."""
        child = self._child
        return None if child is None else child.pid

    def _order(self, order: Order) -> None:
        with self._state:
            if self._ending:
                return
            if isinstance(order, Say | StopSpeaking):  # what was not begun is replaced here already
                self._dropped += [each.number for each in self._orders if isinstance(each, Say)]
                self._orders = [each for each in self._orders if not isinstance(each, Say | StopSpeaking)]
            else:
                self._orders = [each for each in self._orders if not isinstance(each, Tick | EndTick)]
            self._orders.append(order)
            self._bell.ring()

    # --- the owner thread ---------------------------------------------------------------------

    def _run(self) -> None:
        failures = 0
        while True:
            started = time.monotonic()
            trouble = self._live_once()
            if trouble is None:
                return
            self._lost(trouble.reason)
            if time.monotonic() - started > _HEALTHY_AFTER:
                failures = 0
            pause = _BACK_OFF[min(failures, len(_BACK_OFF) - 1)]
            failures += 1
            if self._bell.pause(pause, self._is_ending):
                return

    def _live_once(self) -> SpeechTrouble | None:
        """Run one process from start to end; its trouble, or None if speech was closed."""
        try:
            child = SpeakingChild(self._command, self._patience)
        except OSError as failure:
            return SpeechTrouble(f"the speech process does not start: {failure.strerror}")
        self._child = child
        if (tick := self._tick) is not None:
            child.send(tick)
        trouble = self._attend(child)
        self._child = None
        if trouble is None:
            child.end()
            return None
        child.kill()
        for number in child.asked:
            self._news(SpeechEnded(number, whole=False))
        return trouble

    def _attend(self, child: SpeakingChild) -> SpeechTrouble | None:
        while True:
            with self._state:
                if self._ending:
                    return None
                orders, self._orders = self._orders, []
                dropped, self._dropped = self._dropped, []
            for number in dropped:
                self._news(SpeechEnded(number, whole=False))
            for order in orders:
                child.send(order)
            match child.wait(self._bell):
                case SpeechTrouble() as trouble:
                    return trouble
                case reports:
                    for report in reports:
                        self._take(report)

    def _take(self, report: Report) -> None:
        match report:
            case SpeechBeat():
                return
            case SpeechUp():
                if self._up is False:
                    logger.info("speech is back")
                self._up = True
            case SpeechDown(reason):
                self._say_down(reason)
                return
            case HeadphonesIn() | HeadphonesOut():
                self._headphones = isinstance(report, HeadphonesIn)
            case _:
                pass
        self._news(report)

    def _lost(self, reason: str) -> None:
        if self._headphones:
            self._headphones = False
            self._news(HeadphonesOut())
        self._say_down(reason)

    def _say_down(self, reason: str) -> None:
        if self._up is not False:
            self._up = False
            logger.warning("nothing can be said: %s", reason)
            self._news(SpeechDown(reason))

    def _is_ending(self) -> bool:
        with self._state:
            return self._ending
