"""The journal's own pace: which time has surely come, whatever the wall clock says.

Rows tell how much time passed: within one run of the program by the wall clock less what it was set by
(`ClockMoved`), while the machine was off not at all. A clock that a time server keeps moves the mark on, by
no more than `STRIDE` in one run; a longer leap has to be believed first (`ClockBelieved`). What is never
undone asks for a `CertainTime`, which `surely` alone makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.custody.changes import replace
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Departure, Ledger, Recorded
from kiosk.custody.machine.events import ClockBelieved, ClockMoved, MachineStarted
from kiosk.custody.machine.state import STRIDE, RowTime
from kiosk.custody.proofs.attempts import Bucket

SLACK: Final = timedelta(minutes=5)
"""A clock that is further behind the mark was set back."""
_NONE: Final = timedelta()
_OF_THE_CLOCK: Final = frozenset({MachineStarted, ClockMoved, ClockBelieved})


@dataclass(frozen=True, slots=True)
class CertainTime:
    """`at` has surely come: neither the clock nor the journal's pace is behind it. Made by `surely` alone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The wall clock says `says`, and by the journal's pace it is `pace`."""

    says: datetime
    pace: datetime


def surely(ledger: Ledger, since: timedelta, now: datetime) -> CertainTime | None:
    """The time that has surely come, `since` the last row, while the wall clock says `now`.

    None where there is no row yet: then nothing is known.
    """
    pace = pace_at(ledger, since)
    return None if pace is None else CertainTime(min(now, pace))


def pace_at(ledger: Ledger, since: timedelta) -> datetime | None:
    """The mark, and the time that has passed `since` the last row by a clock that nobody sets."""
    return None if ledger.paced is None else ledger.paced + max(since, _NONE)


def doubt(ledger: Ledger, since: timedelta, now: datetime) -> ClockDoubt | None:
    """Whether the wall clock says what it can't be by the journal's pace; None where they agree."""
    pace = pace_at(ledger, since)
    if pace is None or pace - SLACK <= now <= pace + max(ledger.leap, SLACK):
        return None
    return ClockDoubt(now, pace)


def time_at(ledger: Ledger, row: Recorded) -> RowTime | None:
    """`ledger`: before the row. None where the row says nothing new of it: it was written at once with the
    one before. On the hot path of every fold.
    """
    last, pace, at, kind = ledger.at, ledger.paced, row.at, type(row.event)
    if (
        at == last
        and kind not in _OF_THE_CLOCK
        and pace is not None
        and (at == pace == ledger.latest or not row.trusted)
    ):
        return None
    if last is None or pace is None:
        return RowTime(at, at if row.trusted else None, STRIDE)
    moved, leap, latest = _NONE, ledger.leap, ledger.latest
    step = at - last
    if kind is MachineStarted:
        moved, leap = step, STRIDE
    elif isinstance(row.event, ClockMoved):
        passed = min(max(step - timedelta(seconds=row.event.seconds), _NONE), STRIDE)
        moved, pace = step - passed, pace + passed
    elif _NONE <= step <= STRIDE:
        pace += step
    else:
        moved = step
    if kind is ClockBelieved:
        return RowTime(at, at, STRIDE, moved, at - pace, latest)
    if row.trusted:
        ahead = at - pace
        if _NONE <= ahead <= leap:
            return RowTime(at, at if latest is None or at > latest else latest, leap - ahead, moved)
    return RowTime(pace, latest, leap, moved)


def along(told: datetime, known: datetime | None, by: timedelta, now: datetime) -> datetime:
    """A time that was told by the pace, once the clock is believed that differs from it `by` so much.

    What was told up to `known`, by a clock that could be trusted, was right. What was told later moves along,
    so that it is as long ago as surely passed since; and nothing has happened after `now`.
    """
    return min(told if known is not None and told <= known else told + by, now)


def moved_along(
    departed: Mapping[ConsignmentId, Departure], time: RowTime, now: datetime
) -> Mapping[ConsignmentId, Departure]:
    """When things left, as it is told once a clock is believed."""
    return {k: replace(d, at=along(d.at, time.known, time.by, now)) for k, d in departed.items()}


def shifted(buckets: Mapping[str, Bucket], by: timedelta) -> Mapping[str, Bucket]:
    """The same levels, and the same times since, on a clock that was set by so much."""
    if not by:
        return buckets
    return {key: _shifted(bucket, by) for key, bucket in buckets.items()}


def _shifted(bucket: Bucket, by: timedelta) -> Bucket:
    stood = bucket.stood + by
    at = bucket.at if stood >= _NONE else bucket.at + stood
    return replace(
        bucket,
        at=at,
        stood=max(stood, _NONE),
        dried=tuple(dry + by for dry in bucket.dried),
        alarmed=bucket.alarmed + by if bucket.alarmed else None,
    )
