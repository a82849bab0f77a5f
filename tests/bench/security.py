"""How long somebody guesses until a door opens, by a site's own limits; and that no wrong code takes longer.

The attacker stands at the machine with all the time in the world, tries whenever the throttle takes another
attempt, never the same twice, and every compartment has its code. Time is simulated; the throttle is not.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.custody.proofs.attempts import LIMITS, Limit, suspicious, wait
from kiosk.custody.proofs.events import CredentialTried, LimitsSet, WayLimit
from kiosk.custody.things.services import PinScheme
from kiosk.custody.words import Audience, Way
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.procedure import Secrets
from kiosk.site.loading import load_site
from kiosk.site.whole import Site
from kiosk.vault.pins import OWASP_MINIMUM
from kiosk.vault.totp import SLACK
from tests.bench.figure import Figure
from tests.visits.nobody import NOBODYS
from tests.visits.rig import DEMO, Kiosk

ATTEMPTS: Final = 2_000
"""Simulated one by one; what is beyond goes on at the pace of their second half."""
FLEET: Final = 100_000
STAFF: Final = 10
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_TRIES = 25


@dataclass(frozen=True, slots=True)
class Prize:
    """What is guessed: `live` of `space` codes are right. `again`: they change while one guesses."""

    name: str
    way: Way
    audience: Audience
    space: float
    live: int
    again: bool = False
    target: float | None = None

    @property
    def guesses(self) -> float:
        """The expected number until the first hit."""
        return self.space / self.live if self.again else (self.space + 1) / (self.live + 1)


def measure(site_file: Path = DEMO) -> Sequence[Figure]:
    site = load_site(site_file)
    return (*(figure for prize in prizes(site) for figure in _figures(site, prize)), *_same_time())


def prizes(site: Site) -> Iterator[Prize]:
    """By way, for a full cabinet with one code a compartment, and one more where codes can be passed on."""
    full = sum(1 for _ in site.cabinet.compartments()) or 1
    full *= 1 if site.delegation_hours is None else 2
    schemes = {service.pin for service in site.services.values()}
    if PinScheme.EIGHT in schemes:
        yield Prize("typed_pin", Way.TYPE, Audience.VISITOR, 1e8, full, target=10_000)
    if PinScheme.SIX_AND_PHONE in schemes:
        yield Prize("typed_pin_and_phone", Way.TYPE, Audience.VISITOR, 1e10, full, target=10_000)
        yield Prize("typed_pin_of_known_phone", Way.TYPE, Audience.VISITOR, 1e6, 1, target=10_000)
    yield Prize("staffs_pin", Way.TYPE, Audience.STAFF, 1e8, STAFF, target=10_000)
    yield Prize("phones_code_of_known_pin", Way.TYPE, Audience.STAFF, 1e6, 2 * SLACK + 1, again=True)
    yield Prize("token", Way.SCAN, Audience.VISITOR, 2.0**128, full, target=10_000)
    # The 26 bits of the commonest readers, by somebody who knows the facility's eight.
    yield Prize("badge_of_16_bits", Way.BADGE, Audience.STAFF, 2.0**16, STAFF)
    yield Prize("badge_of_32_bits", Way.BADGE, Audience.STAFF, 2.0**32, STAFF)
    if site.faces is not None:
        # One stranger in a thousand is taken for somebody, by the thresholds; each brings another face.
        yield Prize("strangers_faces", Way.LOOK, Audience.VISITOR, 1e3, 1, again=True)


@dataclass(frozen=True, slots=True)
class Attack:
    """Seconds of each attempt from the first one on; `alarm`: when a technician is asked to look."""

    at: tuple[float, ...]
    alarm: float | None

    def until(self, guesses: float) -> float:
        """Seconds to the attempt of that number."""
        if guesses <= len(self.at):
            return self.at[max(0, round(guesses) - 1)]
        half = len(self.at) // 2
        pace = (self.at[-1] - self.at[half - 1]) / (len(self.at) - half)
        return self.at[-1] + (guesses - len(self.at)) * pace


def attack(site: Site, way: Way, audience: Audience, attempts: int = ATTEMPTS) -> Attack:
    """The real throttle against somebody who tries whenever it lets them, and always misses."""
    ledger = _limited(site)
    now, alarm = 0.0, None
    at: list[float] = []
    for _ in range(attempts):
        now += wait(ledger.attempts, way, audience, _BEGIN + timedelta(seconds=now))
        ledger = _after(ledger, CredentialTried(way, audience), now)
        at.append(now)
        if alarm is None and (way, audience) in suspicious(ledger.attempts, _BEGIN + timedelta(seconds=now)):
            alarm = now
    return Attack(tuple(at), alarm)


def _limited(site: Site) -> Ledger:
    own = {k: limit for k, limit in site.limits.items() if limit != LIMITS[k]}
    return _after(EMPTY, LimitsSet(tuple(_way_limit(*k, limit) for k, limit in own.items())), 0.0)


def _way_limit(way: Way, audience: Audience, limit: Limit) -> WayLimit:
    return WayLimit(way, audience, limit.size, round(limit.refill))


def _after(ledger: Ledger, event: Event, now: float) -> Ledger:
    at = _BEGIN + timedelta(seconds=now)
    return fold(ledger, Recorded(ledger.seq + 1, at, None, "bench", "", event))


def _figures(site: Site, prize: Prize) -> Iterator[Figure]:
    made = attack(site, prize.way, prize.audience)
    hours = made.until(prize.guesses) / 3600
    yield Figure(f"hours_to_hit_{prize.name}", hours, "h", prize.target, "higher")
    yield Figure(f"fleet_hits_a_day_{prize.name}", 24 / hours * FLEET, f"of {FLEET:,} kiosks", None, "lower")
    if made.alarm is not None:
        yield Figure(f"minutes_to_alarm_{prize.name}", made.alarm / 60, "min", None, "lower")


def _same_time() -> Iterator[Figure]:
    """From the last digit to the answer, for each reason why a code proves nothing.

    Processor time, the least of a few; they take turns, so that whatever else runs slows all of them.
    """
    with ExitStack() as stack:
        asked = [_prepared(stack, nobody) for nobody in NOBODYS]
        rounds = [[_miss(kiosk, pin) for kiosk, pin in asked] for _ in range(_TRIES)]
    fastest = [1000 * min(times) for times in zip(*rounds, strict=True)]
    for nobody, ms in zip(NOBODYS, fastest, strict=True):
        yield Figure(f"wrong_pin_{nobody.__name__}", round(ms, 2), "ms", None, "lower")
    yield Figure("wrong_pin_spread", round(max(fastest) - min(fastest), 2), "ms", None, "lower")


def _prepared(stack: ExitStack, nobody: Callable[[Kiosk], Secrets]) -> tuple[Kiosk, str]:
    kiosk = Kiosk(Path(stack.enter_context(tempfile.TemporaryDirectory())), cost=OWASP_MINIMUM)
    stack.callback(kiosk.end)
    kiosk.lines_up()
    return kiosk, nobody(kiosk).pin


def _miss(kiosk: Kiosk, pin: str) -> float:
    kiosk.clock.advance(3600)
    kiosk.presses(HomeChoice.PICK_UP)
    began = time.thread_time()
    kiosk.presses(Typed(pin))
    kiosk.finds_tag()
    took = time.thread_time() - began
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
    kiosk.goes_back()
    return took
