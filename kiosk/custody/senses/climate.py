"""How readings become events: a zone's air against the limits of its class. Pure; the caller has the clock.

Times are seconds of a clock that nobody sets: a wall clock that jumps makes no excursion and hides none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.senses.events import (
    ExcursionBegan,
    ExcursionEnded,
    ExcursionRuns,
    ZoneUnwatched,
    ZoneWatched,
)
from kiosk.custody.senses.temperature import TemperatureClass

AGAIN: Final = 3600.0
"""Seconds after which an excursion that goes on is said once more."""
SILENT: Final = 60.0
"""Seconds without a reading from which on that is an event: a plug that is put back at once is none."""

Said = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """One zone. `tenths` is the present reading, None while nobody knows.

    `within_at`: when the air was last known to be within the limits; `known_at`: when it was last known at
    all; `worst`: the farthest reading since it left them; `said_at`: the last event of the excursion.
    """

    zone: str
    limits: TemperatureClass
    compartments: tuple[str, ...]
    within_at: float
    known_at: float
    tenths: int | None = None
    percent: int | None = None
    """Tenths of a percent of relative humidity."""
    worst: int | None = None
    excursion: bool = False
    said_at: float = 0.0
    unwatched: bool = False
    reason: str = ""

    @property
    def fit(self) -> bool:
        """Whether something that needs this class may be laid there now."""
        return self.tenths is not None and self.limits.off(self.tenths) == 0

    @property
    def outside(self) -> bool:
        return self.tenths is not None and self.limits.off(self.tenths) > 0


def taken_up(
    zone: str,
    limits: TemperatureClass,
    compartments: tuple[str, ...],
    ledger: Ledger,
    now: float,
    wall: datetime,
) -> Watch:
    """The watch at a start, before the first reading. What is under way in the ledger goes on.

    Since the last row nobody has looked: air that is outside at the first reading counts as outside since
    then, for a power cut that stops us stops the cooling as well.
    """
    gap = _passed(ledger.at, wall)
    watch = Watch(zone, limits, compartments, within_at=now - gap, known_at=now)
    running, silent = ledger.excursions.get(zone), ledger.unwatched.get(zone)
    if running is not None:
        began = now - running.seconds - _passed(running.said_at, wall)
        watch = replace(watch, within_at=began, worst=running.worst, excursion=True, said_at=now)
    if silent is not None:
        known_at = now - silent.seconds - _passed(silent.said_at, wall)
        watch = replace(watch, known_at=known_at, unwatched=True, reason=silent.reason)
    return watch


def read(watch: Watch, tenths: int, now: float, percent: int | None = None) -> tuple[Watch, Said]:
    """There is a reading."""
    events: list[Event] = []
    watch = _until(watch, now)
    if watch.unwatched:
        events.append(ZoneWatched(watch.zone, int(now - watch.known_at)))
    watch = replace(watch, tenths=tenths, percent=percent, known_at=now, unwatched=False, reason="")
    if watch.limits.off(tenths) == 0:
        if watch.excursion:
            worst = tenths if watch.worst is None else watch.worst
            events.append(ExcursionEnded(watch.zone, int(now - watch.within_at), worst))
        return replace(watch, within_at=now, worst=None, excursion=False), tuple(events)
    watch, more = look(replace(watch, worst=_farther(watch, tenths)), now)
    return watch, (*events, *more)


def lost(watch: Watch, reason: str, now: float) -> Watch:
    """The sensor does not answer any more. That is no word of the temperature."""
    if watch.tenths is None:
        return replace(watch, reason=reason)
    return replace(_until(watch, now), tenths=None, percent=None, known_at=now, reason=reason)


def look(watch: Watch, now: float) -> tuple[Watch, Said]:
    """What the passing of time alone makes of it."""
    if watch.tenths is None:
        silence = now - watch.known_at
        if watch.unwatched or now < watch.known_at + SILENT:
            return watch, ()
        return replace(watch, unwatched=True), (ZoneUnwatched(watch.zone, int(silence), watch.reason),)
    if not watch.outside:
        return watch, ()
    seconds, worst = int(now - watch.within_at), watch.tenths if watch.worst is None else watch.worst
    if not watch.excursion and now >= watch.within_at + watch.limits.grace:
        began = ExcursionBegan(watch.zone, watch.limits.name, watch.compartments, seconds, worst)
        return replace(watch, excursion=True, said_at=now), (began,)
    if watch.excursion and now >= watch.said_at + AGAIN:
        return replace(watch, said_at=now), (ExcursionRuns(watch.zone, seconds, worst),)
    return watch, ()


def neglected(watch: Watch, now: float) -> bool:
    """Whether nobody has known the temperature for longer than its class allows."""
    return watch.tenths is None and now >= watch.known_at + watch.limits.unwatched


def due(watch: Watch, now: float) -> float | None:
    """Seconds until time alone makes a difference; None where only a reading does."""
    moments: list[float] = []
    if watch.tenths is None:
        moments += [] if watch.unwatched else [watch.known_at + SILENT]
        moments += [] if neglected(watch, now) else [watch.known_at + watch.limits.unwatched]
    elif watch.outside:
        moments.append(watch.said_at + AGAIN if watch.excursion else watch.within_at + watch.limits.grace)
    return max(0.0, min(moments) - now) if moments else None


def _until(watch: Watch, now: float) -> Watch:
    """A sensor tells changes: what it told last held until now."""
    return replace(watch, within_at=now) if watch.fit else watch


def _farther(watch: Watch, tenths: int) -> int:
    if watch.worst is None or watch.limits.off(tenths) > watch.limits.off(watch.worst):
        return tenths
    return watch.worst


def _passed(since: datetime | None, wall: datetime) -> float:
    """Seconds by the wall clock; a clock that was set back has not moved."""
    return 0.0 if since is None else max(0.0, (wall - since).total_seconds())
