"""Tamper and cabinet-door contacts on the digital inputs of a Modbus board (function 2)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hardware.modbus.asker import Ask
from hardware.modbus.frames import Function
from hardware.modbus.reading import NoReading, Request
from hardware.outcomes.senses import Contact

BOUNCE = 0.2
"""Seconds for which a change has to last."""


@dataclass(frozen=True, slots=True)
class Wired:
    """A contact on input `channel` (from 1). `closed_when_on`: a voltage there means that all is shut."""

    name: str
    channel: int
    closed_when_on: bool = True


class ContactBoard:
    """The inputs of one board. A `Contact` is posted at first and when a change lasted for `BOUNCE`."""

    def __init__(
        self,
        name: str,
        address: int,
        contacts: Sequence[Wired],
        *,
        every: float = 0.25,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not contacts or min(wired.channel for wired in contacts) < 1:
            raise ValueError(f"{name} needs contacts on channels from 1")
        self.name = name
        self.every = every
        self._contacts = tuple(contacts)
        self._clock = clock
        self._question = Request(address, Function.READ_INPUTS, 0, max(wired.channel for wired in contacts))
        self._told: dict[str, bool] = {}
        self._changed_at: dict[str, float] = {}

    def read(self, ask: Ask) -> tuple[Contact, ...] | NoReading:
        found = ask(self._question)
        if isinstance(found, NoReading):
            return found
        now = self._clock()
        news: list[Contact] = []
        for wired in self._contacts:
            closed = bool(found[wired.channel - 1]) is wired.closed_when_on
            if self._is_news(wired.name, now, closed=closed):
                news.append(Contact(wired.name, closed))
        return tuple(news)

    def lost(self) -> tuple[()]:
        self._told.clear()
        self._changed_at.clear()
        return ()

    def _is_news(self, name: str, now: float, *, closed: bool) -> bool:
        if self._told.get(name) is closed:
            self._changed_at.pop(name, None)
            return False
        if name in self._told and now < self._changed_at.setdefault(name, now) + BOUNCE:
            return False
        self._changed_at.pop(name, None)
        self._told[name] = closed
        return True
