"""Card terminals of a kiosk that runs, as plain values, and what of them somebody should see to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hardware.outcomes.terminals import TerminalDayClosed, TerminalDayOpen, TerminalNews, TerminalState
from kiosk.doctor.finding import Finding, Harm, counted
from kiosk.site.parts.money.terminals import TerminalSite, passwords_amiss

DAYS_END: Final = timedelta(hours=36)
"""Without an end of day for so long somebody should look: what is not settled is not paid out."""


@dataclass(frozen=True, slots=True)
class TerminalStanding:
    """The last word of one terminal. `since`: when it became so; `watched`: since when it is listened to.

    `closed` and `closed_at`: its last end of day; `open_day`: why the last try settled nothing.
    """

    watched: datetime
    news: TerminalNews | None = None
    since: datetime | None = None
    closed: TerminalDayClosed | None = None
    closed_at: datetime | None = None
    open_day: TerminalDayOpen | None = None


def states(standing: Mapping[str, TerminalStanding]) -> Iterator[tuple[str, dict[str, Any]]]:
    """By name; None where it has not said it since the kiosk started."""
    for name, each in standing.items():
        news, closed = each.news, each.closed
        yield (
            name,
            {
                "state": str(news.state) if news else None,
                "since": each.since.isoformat() if each.since else None,
                "terminal": news.terminal if news else "",
                "last_receipt": news.receipt if news else None,
                "waits_for_goods": news.holds_goods if news else None,
                "day_closed": each.closed_at.isoformat() if each.closed_at else None,
                "day_total": closed.total if closed else None,
            },
        )


def findings(
    terminals: tuple[TerminalSite, ...],
    standing: Mapping[str, TerminalStanding] | None,
    gone: Collection[str],
    now: datetime,
) -> Iterator[Finding]:
    """`standing`: None for a kiosk that doesn't run. `gone`: those that are not connected, which is told of
    all devices alike."""
    if standing is None:
        return
    for problem in passwords_amiss(terminals):
        yield Finding(
            f"password:{problem.where}",
            Harm.SERVICE,
            problem.where,
            f"{problem.where}: {problem.what}",
            "",
            "Put the six digits into that file, for Cubby alone, then restart.",
        )
    for name, each in standing.items():
        if name not in gone:
            yield from _state(name, each)
        yield from _day(name, each, now)


def _state(name: str, each: TerminalStanding) -> Iterator[Finding]:
    thing = f"terminal {name}"
    match each.news:
        case TerminalNews(state=TerminalState.SERVICE):
            yield Finding(
                f"terminal:{name}",
                Harm.SERVICE,
                thing,
                f'Terminal "{name}" wants service',
                "Nobody can pay by card.",
                "Read its display, and call whoever services it.",
                each.since,
            )
        case TerminalNews(state=TerminalState.READY, holds_goods=False):
            yield Finding(
                f"goods:{name}",
                Harm.SOON,
                thing,
                f'Terminal "{name}" is not in vending mode',
                "A payment whose door stays shut may not be taken back.",
                "Have the acquirer switch vending mode on.",
            )
        case _:
            pass


def _day(name: str, each: TerminalStanding, now: datetime) -> Iterator[Finding]:
    thing = f"terminal {name}"
    if each.open_day is not None and each.open_day.holds:
        numbers = ", ".join(map(str, each.open_day.holds))
        yield Finding(
            f"holds:{name}",
            Harm.DATA,
            thing,
            f'Terminal "{name}": {counted(len(each.open_day.holds), "hold")} open (receipt {numbers})',
            "The day is not settled, as they would be charged in full.",
            "Take or free them.",
        )
    last = each.closed_at or each.watched
    if each.news is not None and now - last > DAYS_END:
        when = "since the kiosk started" if each.closed_at is None else f"since {last:%Y-%m-%d %H:%M}"
        yield Finding(
            f"day:{name}",
            Harm.DATA,
            thing,
            f'Terminal "{name}": no end of day {when}',
            "What is not settled is not paid out.",
            "Close the day at the terminal, and look at what it says.",
            last,
        )


def told(found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each terminal, for people."""
    for name, each in found.get("terminals", {}).items():
        state = each["state"] or "has said nothing yet"
        day = f", day closed {each['day_closed'][:16]}" if each["day_closed"] else ""
        receipt = f", last receipt {each['last_receipt']}" if each["last_receipt"] is not None else ""
        yield f"terminal {name}: {state}{receipt}{day}"
