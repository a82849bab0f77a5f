"""What a step costs: by size, for each period that has begun, as the order or an offer says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, assert_never

from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import AmountFrom, ChargeRule, Money, Span, SpanUnit
from kiosk.custody.things.clocks import RetentionClock

MOST_PERIODS: Final = 10_000
"""Further ones are not counted: somebody has to look at such a thing in any case."""
_NOTHING: Final = Span(0)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a price is reckoned from.

    `size`: of the thing, or of the compartment. `ordered`, `offered`: what the order and the offer say.
    `since`: what time is counted from; None where none is counted yet, and one period is paid.
    """

    now: datetime
    calendar: Calendar = field(default_factory=Calendar)
    size: str = ""
    ordered: Money | None = None
    offered: Money | None = None
    since: RetentionClock | None = None


def price(rule: ChargeRule, basis: Basis) -> Money | None:
    """The amount of this charge now; None where there is nothing to pay."""
    unit = unit_of(rule, basis)
    if unit is None:
        return None
    times = 1
    if rule.per is not None and basis.since is not None:
        times = periods(basis.calendar, basis.since, rule.free or _NOTHING, rule.per, basis.now)
    minor = unit.minor * times
    return Money(minor, unit.currency) if minor > 0 else None


def unit_of(rule: ChargeRule, basis: Basis) -> Money | None:
    """The amount for one period; None where nobody has said one."""
    match rule.amount:
        case Money() as amount:
            return amount
        case AmountFrom.ORDER:
            return basis.ordered
        case AmountFrom.OFFER:
            return basis.offered
        case tuple() as sizes:
            return next((each.amount for each in sizes if each.size == basis.size), None)
        case _:
            assert_never(rule.amount)


def periods(calendar: Calendar, clock: RetentionClock, free: Span, per: Span, now: datetime) -> int:
    """How many have begun by `now` once what is free is over. While the clock stands, none begins."""
    standing = now - clock.standing_since if clock.standing_since else timedelta()
    counted = now - clock.stood - max(standing, timedelta())
    begins = calendar.after(clock.started, free)
    if per.unit is SpanUnit.SECONDS:
        length = timedelta(seconds=per.n)
        return min(MOST_PERIODS, max(0, -((begins - counted) // length)))
    begun = 0
    while begun < MOST_PERIODS and _nth(calendar, begins, per, begun) < counted:
        begun += 1
    return begun


def _nth(calendar: Calendar, begins: datetime, per: Span, n: int) -> datetime:
    """When the period after `n` others begins. Days are counted from the first: no clock change adds up."""
    return calendar.after(begins, Span(per.n * n, per.unit))
