"""The link as a device of the kiosk: its threads from a life's start to its end, and who asks them."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from kiosk.clock import Clock
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.link.budget import HABITS, Budget, Habits
from kiosk.link.bulletin import Bulletin
from kiosk.link.caller import (
    AddressRefused,
    Caller,
    HubPlace,
    HubReply,
    HubSilent,
    NotTheHub,
    SomethingBetween,
    pinned,
    place_of,
)
from kiosk.link.desk import Known, OurHub
from kiosk.link.enrolment import ASK_EVERY, Enrolling, code_of
from kiosk.link.events import Contradicts, Upward
from kiosk.link.greeting import BUSY, HubSession, Turned
from kiosk.link.orders import Downward
from kiosk.link.pacing import Jitter
from kiosk.link.reach import LinkOver, Reach
from kiosk.link.standing import EnrolmentStanding, LinkStanding
from kiosk.site.parts.link import LinkSite
from kiosk.vault.keys import Keys
from kiosk.wire import names

log = logging.getLogger(__name__)

_ENDS_WITHIN: Final = 5.0
"""Seconds; a name server that is asked can't be interrupted, and nobody waits for it."""
_LOOKS_AGAIN: Final = 3600.0


@dataclass(slots=True, eq=False)
class _Way:
    """One thread and its connection."""

    name: str
    run: Callable[[_Way], None]
    wake: threading.Event
    hurry: threading.Event
    caller: Caller | None = None
    thread: threading.Thread | None = None


def _line(place: HubPlace, context: ssl.SSLContext | None, count: Callable[[int, int], None]) -> Caller:
    return Caller(place, context, count=count)


class HubLink:
    """`start` and `stop` belong to the kiosk's thread; `poke`, `enrol` and `standing` to any.

    `changed` is called, in any thread, when somebody who looks at `standing` would see something else.
    """

    def __init__(
        self,
        site: LinkSite,
        keys: Keys,
        clock: Clock,
        reach: Reach,
        *,
        habits: Habits | None = None,
        changed: Callable[[], None] = lambda: None,
        pace: Callable[[], Jitter] = Jitter,
        ask_every: float = ASK_EVERY,
        line: Callable[[HubPlace, ssl.SSLContext | None, Callable[[int, int], None]], Caller] = _line,
    ) -> None:
        """`line` makes what the hub is asked through; a simulated one can be cut."""
        self._site = site
        self._keys = keys
        self._clock = clock
        self._reach = reach
        self._habits = habits or HABITS[site.profile]
        self._budget = Budget(self._habits, clock.monotonic)
        self._bulletin = Bulletin(clock.now, self._budget, changed)
        self._pace = pace
        self._ask_every = ask_every
        self._line = line
        self._ways = (
            _Way("link-up", self._run_up, threading.Event(), threading.Event()),
            _Way("link-down", self._run_down, threading.Event(), threading.Event()),
        )
        self._enrolling: Enrolling | None = None
        self._enrolled = threading.Event()
        self._enroller: threading.Thread | None = None

    def start(self) -> None:
        for way in self._ways:
            way.thread = threading.Thread(target=self._lived, args=(way,), name=way.name, daemon=True)
            way.thread.start()

    def stop(self) -> None:
        """Let go of whatever is waited for; what was not acknowledged is sent in the next life."""
        self._reach.close()
        if self._enrolling is not None:
            self._enrolling.cancel()
        for way in self._ways:
            way.hurry.set()
            way.wake.set()
            if way.caller is not None:
                way.caller.abort()
        for thread in (*(way.thread for way in self._ways), self._enroller):
            if thread is not None:
                thread.join(_ENDS_WITHIN)

    def poke(self) -> None:
        """There are new rows, or answers."""
        self._ways[0].wake.set()

    def wake(self) -> None:
        """The hub has something for us: ask now."""
        for way in self._ways:
            way.hurry.set()
            way.wake.set()

    def standing(self) -> LinkStanding:
        return self._bulletin.standing()

    # --- enrolment --------------------------------------------------------------------------------

    def enrol(self, text: str, epoch: int) -> EnrolmentStanding:
        """Begin with this code; what comes of it is in `standing`. Raises CodeUnusable."""
        code = code_of(text, self._site.hub)
        running = self._enrolling
        if running is not None and self._enroller is not None and self._enroller.is_alive():
            if running.code == code:
                return self.standing().enrolment
            running.cancel()
        public, sign = self._keys.public, self._keys.sign
        begun = Enrolling(code, public, sign, epoch, self._bulletin.enrolment, every=self._ask_every)
        self._enrolling = begun
        standing = EnrolmentStanding(EnrolmentWord.ASKING, begun.digits, code.address)
        self._bulletin.enrolment(standing)
        self._enroller = threading.Thread(target=self._enrol, args=(begun,), name="link-enrol", daemon=True)
        self._enroller.start()
        return standing

    def cancel_enrolment(self) -> None:
        if self._enrolling is not None:
            self._enrolling.cancel()

    def _enrol(self, begun: Enrolling) -> None:
        enrolled = begun.run()
        if enrolled is None:
            return
        code, authority = begun.code, begun.authority
        try:
            self._reach.call(lambda desk: desk.enrol(code.address, authority, enrolled))
        except LinkOver:
            return
        log.warning("link: enrolled at %s as %s", code.address, enrolled.kiosk)
        self._bulletin.enrolment(EnrolmentStanding(EnrolmentWord.DONE, begun.digits, code.address))
        for way in self._ways:  # what they are at is with another hub, or as somebody else
            way.hurry.set()
            way.wake.set()
            if way.caller is not None:
                way.caller.interrupt()

    # --- the ways -----------------------------------------------------------------------------------

    def _lived(self, way: _Way) -> None:
        try:
            way.run(way)
        except LinkOver:
            pass
        finally:
            if way.caller is not None:
                way.caller.close()

    def _session(self, way: _Way, enrolment: OurHub, pace: Jitter) -> HubSession:
        """Raises HubSilent where the address is none that can be spoken to."""
        if way.caller is not None:
            way.caller.close()
        try:
            context = pinned(enrolment.authority) if enrolment.authority else None
            way.caller = self._line(place_of(enrolment.address), context, self._budget.count)
        except (AddressRefused, ssl.SSLError) as failure:
            raise HubSilent(str(failure)) from None
        if self._reach.over.is_set():
            raise LinkOver

        def heard(reply: HubReply) -> None:
            pace.heard(reply.headers.get(names.SPREAD.lower(), ""))
            self._bulletin.heard()

        return HubSession(way.caller, enrolment, self._keys.sign, self._clock.monotonic, heard)

    def _known(self) -> Known:
        known = self._reach.call(lambda desk: desk.known())
        if known.enrolment is None:
            self._bulletin.up(LinkWord.NONE)
        else:
            self._bulletin.of(known.enrolment.address, known.enrolment.kiosk)
        if known.frozen is not None:
            self._bulletin.up(LinkWord.FROZEN)
        return known

    def _pause(self, way: _Way, seconds: float) -> None:
        """Until somebody wakes this way. Raises LinkOver."""
        way.wake.wait(seconds)
        way.wake.clear()
        if self._reach.over.is_set():
            raise LinkOver

    def _run_up(self, way: _Way) -> None:
        pace, upward, of, at = self._pace(), None, None, 0
        while True:
            known = self._known()
            if known.enrolment is None or known.frozen is not None:
                self._pause(way, _LOOKS_AGAIN)
                continue
            try:
                if upward is None or of != known.enrolment:
                    of, at = known.enrolment, known.after
                    session = self._session(way, of, pace)
                    upward = Upward(
                        session,
                        of,
                        self._reach,
                        self._habits,
                        self._budget,
                        self._bulletin,
                        self._clock.monotonic,
                    )
                sent = upward.round(at)
            except HubSilent as failure:
                word, retry = _meaning(failure)
                self._tell(way, word, failure)
                self._bulletin.up(word)
                self._back_off(way, pace.failed(retry))
                continue
            if sent is None:
                continue
            at = sent
            self._pause(way, upward.next_in)
            # Rows that follow each other closely go together.
            self._reach.over.wait(self._habits.gather)

    def _run_down(self, way: _Way) -> None:
        pace, downward, of, at = self._pace(), None, None, 0
        while True:
            known = self._known()
            if known.enrolment is None or known.frozen is not None:
                self._pause(way, _LOOKS_AGAIN)
                continue
            try:
                if downward is None or of != known.enrolment:
                    of, at = known.enrolment, known.orders
                    session = self._session(way, of, pace)
                    downward = Downward(session, of, self._reach, self._habits, self._bulletin)
                asked = self._clock.monotonic()
                seen = downward.round(at)
            except HubSilent as failure:
                word, retry = _meaning(failure)
                self._tell(way, word, failure)
                self._bulletin.down(word)
                self._back_off(way, pace.failed(retry))
                continue
            if seen is None:
                self._back_off(way, pace.failed())
            elif seen == at and self._clock.monotonic() - asked < min(1.0, self._habits.wait):
                self._back_off(way, pace.failed())  # a hub that holds no request is not asked in a circle
            else:
                at = seen

    def _back_off(self, way: _Way, seconds: float) -> None:
        """New rows don't shorten it; the kiosk's end, another enrolment and the hub do. Raises LinkOver."""
        log.debug("link: %s tries again in %.0f s", way.name, seconds)
        way.hurry.wait(seconds)
        way.hurry.clear()
        way.wake.clear()
        if self._reach.over.is_set():
            raise LinkOver

    def _tell(self, way: _Way, word: LinkWord, failure: HubSilent) -> None:
        before = self.standing().word
        (log.warning if before is not word else log.debug)("%s: %s (%s)", way.name, word, failure)


def _meaning(failure: HubSilent) -> tuple[LinkWord, str]:
    """The state of the link after this, and what the hub says of when to come again."""
    match failure:
        case NotTheHub():
            return LinkWord.STRANGER, ""
        case SomethingBetween():
            return LinkWord.PORTAL, ""
        case Contradicts():
            return LinkWord.CONTRADICTS, ""
        case Turned(reply=reply) if reply.status in BUSY:
            return LinkWord.BUSY, reply.headers.get(names.RETRY_AFTER.lower(), "")
        case Turned(reply=reply) if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return LinkWord.UNKNOWN, ""
        case Turned(reply=reply) if HTTPStatus.MULTIPLE_CHOICES <= reply.status < HTTPStatus.BAD_REQUEST:
            return LinkWord.PORTAL, ""
        case Turned():
            return LinkWord.CONTRADICTS, ""
        case _:
            return LinkWord.UNREACHABLE, ""
