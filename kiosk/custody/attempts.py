"""Token buckets against guessing: one for each way and audience, refilled by nothing but time.

They slow this machine's way and never lock anybody's account. Every attempt is an event, so a restart keeps
the level. A hit gives its unit back: forty deliveries don't empty the couriers' bucket.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.words import Audience, Way


@dataclass(frozen=True, slots=True)
class Bucket:
    """`level` units were spent at `at`; time alone refills."""

    level: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """`size` attempts at once, then one every `refill` seconds."""

    size: int
    refill: float


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
    (Way.BADGE, Audience.VISITOR): Limit(10, 30.0),
    (Way.BADGE, Audience.STAFF): Limit(10, 30.0),
    (Way.COMMAND, Audience.STAFF): Limit(10, 60.0),
}


def key(way: Way, audience: Audience) -> str:
    return f"{way}/{audience}"


def spend(
    buckets: Mapping[str, Bucket], way: Way, audience: Audience, *, hit: bool, at: datetime
) -> Mapping[str, Bucket]:
    """The buckets after one attempt at `at`. From afar a hit costs too: nobody empties a machine at once."""
    if hit and way is not Way.COMMAND:
        return buckets
    level = _level(buckets, way, audience, at) + 1
    return {**buckets, key(way, audience): Bucket(level, at)}


def wait(buckets: Mapping[str, Bucket], way: Way, audience: Audience, now: datetime) -> float:
    """Seconds until another attempt is taken; 0 when one is taken now."""
    limit = LIMITS.get((way, audience))
    if limit is None:
        return 0.0
    over = _level(buckets, way, audience, now) + 1 - limit.size
    return max(0.0, over * limit.refill)


def not_after(buckets: Mapping[str, Bucket], now: datetime) -> Mapping[str, Bucket]:
    """The same levels on a clock that was set back to `now`: they refill from here, not from a later time."""
    return {k: Bucket(b.level, min(b.at, now)) for k, b in buckets.items()}


def _level(buckets: Mapping[str, Bucket], way: Way, audience: Audience, now: datetime) -> float:
    limit = LIMITS.get((way, audience))
    bucket = buckets.get(key(way, audience))
    if limit is None or bucket is None:
        return 0.0
    # A clock set back refills nothing, a clock set forward fills at most to the brim.
    passed = max(0.0, (now - bucket.at).total_seconds())
    return max(0.0, bucket.level - passed / limit.refill)
