"""A UPS behind upsd of the Network UPS Tools: asked over TCP, port 3493."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress

from hardware.outcomes.power import PowerReport
from hardware.power.news import News, unknown
from hardware.power.nut import words
from hardware.power.nut.words import NoState
from hardware.transport.base import LineError, Transport
from hardware.transport.owner import BACK_OFF, PortOwner
from hardware.transport.presence import Presence
from hardware.transport.tcp import open_tcp, parse

log = logging.getLogger(__name__)

LONGEST_ANSWER = 64 * 1024


class NutUps(PortOwner):
    """Asks `upsd` ("tcp://host:3493") for all that it knows of `ups`, every `every` seconds.

    Posts a `PowerState` when it is news, and every `period` seconds; `DeviceDown` and a state of unknown
    source when upsd, or the UPS behind it, falls silent for longer than `within` seconds. `post` is called on
    the client's thread and must not block. It only reads: no name, no password, no command.
    """

    def __init__(
        self,
        upsd: str,
        ups: str,
        post: Callable[[PowerReport], None],
        *,
        name: str = "ups",
        every: float = 5.0,
        period: float = 30.0,
        within: float = 3.0,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        parse(upsd)
        super().__init__(name, lambda: open_tcp(upsd), back_off=back_off)
        self._name = name
        self._ups = ups
        self._question = words.question(ups)
        self._post = post
        self._every = every
        self._within = within
        self._news = News(period)
        self._health = Presence(name, post, log)

    def _serve(self, line: Transport) -> None:
        while not self._stopping:
            begun = time.monotonic()
            self._take(self._ask(line))
            self._wake.wait(begun + self._every - time.monotonic())
        with suppress(LineError):
            line.write(b"LOGOUT\n")

    def _ask(self, line: Transport) -> bytes:
        line.drain(0, self._within)
        line.write(self._question)
        said = b""
        deadline = time.monotonic() + self._within
        while not words.is_whole(self._ups, said):
            left = deadline - time.monotonic()
            if left <= 0 or len(said) > LONGEST_ANSWER:
                raise LineError("upsd gives no whole answer" if said else "upsd doesn't answer")
            said += line.read_until_gap(left, 0, self._within).data
        return said

    def _take(self, said: bytes) -> None:
        found = words.variables(self._ups, said)
        state = found if isinstance(found, NoState) else words.state(self._name, found)
        if isinstance(state, NoState):
            self._lost(state.reason)
            return
        self._worked()
        self._health.up()
        if self._news.is_news(state, time.monotonic()):
            self._post(state)

    def _lost(self, reason: str) -> None:
        if self._health.down(reason):
            self._news.forget()
            self._post(unknown(self._name, reason))
