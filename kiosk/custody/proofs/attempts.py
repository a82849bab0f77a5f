"""Token buckets against guessing: one for each way and audience, refilled by nothing but time.

They slow this machine's way and never lock anybody's account. Every attempt is an event, so a restart keeps
the level. A hit gives its unit back: forty deliveries don't empty the couriers' bucket.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, assert_never

from kiosk.custody.changes import put, replace
from kiosk.custody.proofs.events import GuessingSuspected, LimitsSet
from kiosk.custody.words import Audience, Way


@dataclass(frozen=True, slots=True)
class Limit:
    """`size` attempts at once, then one every `refill` seconds."""

    size: int
    refill: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """`level` units were spent at `at`; time alone refills.

    `stood`: what the wall clock was set ahead by since then, and the time when the machine was off: that
    refills nothing.
    `limit`: the site's own, None for Cubby's. `dried`: the latest times when it ran dry, those within the
    time of a whole refill counted once. `alarmed`: when somebody was last told of it.
    """

    level: float
    at: datetime
    limit: Limit | None = None
    dried: tuple[datetime, ...] = ()
    alarmed: datetime | None = None
    stood: timedelta = timedelta()


# Visitors type: after five misses, one guess in two minutes. Tokens of 128 bits can't be guessed; their
# limit only keeps a babbling scanner from filling the journal. A face that is nobody's costs its owner three
# looks before the PIN is asked for; a badge's number is short, and whoever can write badges can try many.
LIMITS: Mapping[tuple[Way, Audience], Limit] = {
    (Way.TYPE, Audience.VISITOR): Limit(5, 120.0),
    (Way.TYPE, Audience.STAFF): Limit(5, 120.0),
    (Way.SCAN, Audience.VISITOR): Limit(30, 2.0),
    (Way.SCAN, Audience.STAFF): Limit(30, 2.0),
    (Way.LOOK, Audience.VISITOR): Limit(12, 60.0),
    (Way.LOOK, Audience.STAFF): Limit(12, 60.0),
    (Way.BADGE, Audience.VISITOR): Limit(5, 120.0),
    (Way.BADGE, Audience.STAFF): Limit(5, 120.0),
    (Way.COMMAND, Audience.STAFF): Limit(10, 60.0),
}

TIMES: Final = 3
"""So often within `DAY` a bucket runs dry before somebody is told."""
DAY: Final = timedelta(days=1)


def key(way: Way, audience: Audience) -> str:
    return f"{way}/{audience}"


def limit_of(buckets: Mapping[str, Bucket], way: Way, audience: Audience) -> Limit | None:
    """What holds here: the site's limit where it has its own, else Cubby's; None where nothing is limited."""
    bucket = buckets.get(key(way, audience))
    return bucket.limit if bucket is not None and bucket.limit is not None else LIMITS.get((way, audience))


def spend(
    buckets: Mapping[str, Bucket], way: Way, audience: Audience, *, hit: bool, at: datetime
) -> Mapping[str, Bucket]:
    """The buckets after one attempt at `at`. From afar a hit costs too: nobody empties a machine at once."""
    if hit and way is not Way.COMMAND:
        return buckets
    level = _level(buckets, way, audience, at) + 1
    bucket = replace(buckets.get(key(way, audience), Bucket(0.0, at)), level=level, at=at, stood=timedelta())
    limit = limit_of(buckets, way, audience)
    if limit is not None and level > limit.size - 1:
        bucket = replace(bucket, dried=_dried(bucket, limit))
    return put(buckets, key(way, audience), bucket)


def wait(buckets: Mapping[str, Bucket], way: Way, audience: Audience, now: datetime) -> float:
    """Seconds until another attempt is taken; 0 when one is taken now."""
    limit = limit_of(buckets, way, audience)
    if limit is None:
        return 0.0
    over = _level(buckets, way, audience, now) + 1 - limit.size
    return max(0.0, over * limit.refill)


def not_after(buckets: Mapping[str, Bucket], now: datetime) -> Mapping[str, Bucket]:
    """The same levels on a clock that was set back to `now`: they refill from here, not from a later time."""
    if not buckets:
        return buckets
    return {
        k: replace(
            b,
            at=min(b.at, now),
            dried=tuple(min(t, now) for t in b.dried),
            alarmed=min(b.alarmed, now) if b.alarmed else None,
        )
        for k, b in buckets.items()
    }


def suspicious(buckets: Mapping[str, Bucket], now: datetime) -> tuple[tuple[Way, Audience], ...]:
    """Which ways somebody should hear of: dry three times within a day, and nobody told in that time."""
    return tuple(
        (way, audience)
        for way, audience in LIMITS
        if (bucket := buckets.get(key(way, audience))) is not None and _is_due(bucket, now)
    )


def ruled(
    buckets: Mapping[str, Bucket], event: LimitsSet | GuessingSuspected, at: datetime
) -> Mapping[str, Bucket]:
    """The buckets under the site's limits from `at` on, or with somebody told of them at `at`."""
    match event:
        case LimitsSet(limits):
            for one in limits:
                buckets = _limited(buckets, one.way, one.audience, Limit(one.size, float(one.refill)), at)
            return buckets
        case GuessingSuspected(way, audience):
            bucket = buckets.get(key(way, audience), Bucket(0.0, at))
            return put(buckets, key(way, audience), replace(bucket, alarmed=at))
        case _:
            assert_never(event)


def _limited(
    buckets: Mapping[str, Bucket], way: Way, audience: Audience, limit: Limit, at: datetime
) -> Mapping[str, Bucket]:
    """Nobody waits longer than an empty bucket of the new size asks."""
    level = min(_level(buckets, way, audience, at), limit.size)
    bucket = buckets.get(key(way, audience), Bucket(0.0, at))
    bucket = replace(bucket, level=level, at=at, limit=limit, stood=timedelta())
    return put(buckets, key(way, audience), bucket)


def _is_due(bucket: Bucket, now: datetime) -> bool:
    lately = sum(now - dry < DAY for dry in bucket.dried)
    return lately >= TIMES and (bucket.alarmed is None or now - bucket.alarmed >= DAY)


def _dried(bucket: Bucket, limit: Limit) -> tuple[datetime, ...]:
    """With this time, unless it goes on: whoever guesses at every refill is dry all day, and that counts."""
    last = bucket.dried[-1] if bucket.dried else None
    if last is not None and abs((bucket.at - last).total_seconds()) < limit.size * limit.refill:
        return bucket.dried
    return (*bucket.dried, bucket.at)[-TIMES:]


def _level(buckets: Mapping[str, Bucket], way: Way, audience: Audience, now: datetime) -> float:
    limit = limit_of(buckets, way, audience)
    bucket = buckets.get(key(way, audience))
    if limit is None or bucket is None:
        return 0.0
    # A clock set back refills nothing, a clock set forward fills at most to the brim.
    passed = max(0.0, (now - bucket.at - bucket.stood).total_seconds())
    return max(0.0, bucket.level - passed / limit.refill)
