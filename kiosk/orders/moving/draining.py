"""Orders about a machine that goes away: to be empty by a date, and the signed proof that it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kiosk.custody.machine.events import DrainBegan, DrainEnded
from kiosk.custody.things.draining import in_the_way, still_to_come
from kiosk.journal.codec import canonical_json
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told

STATEMENT: Final = b"cubby drain 1\n"
"""What the signed bytes of a report begin with; its canonical JSON follows."""


@dataclass(frozen=True, slots=True)
class Drain:
    """`until`: a day, which counts whole, or a time, by the site's own clock where it names no other."""

    until: str
    order: Literal["drain"] = "drain"


@dataclass(frozen=True, slots=True)
class StopDraining:
    """The machine goes on as before."""

    order: Literal["drain-stop"] = "drain-stop"


@dataclass(frozen=True, slots=True)
class ReportDrain:
    """Is it empty? Changes nothing, and is signed by the kiosk."""

    order: Literal["drain-report"] = "drain-report"


DrainOrder = Drain | StopDraining | ReportDrain


def _drain(means: Means, order: Drain) -> Answer:
    until = _time(order.until, ZoneInfo(means.site.time_zone))
    if until <= means.now():
        raise OrderRefused(f"{order.until} is over already; wanted a day or a time that is still to come.")
    answer = {"ok": True, "until": until.isoformat()}
    means.book.record(DrainBegan(until), by=means.by, told=Told(answer))
    return answer


def _stop(means: Means, _: StopDraining) -> Answer:
    answer = {"ok": True}
    if means.book.ledger.drain_until is not None:
        means.book.record(DrainEnded(), by=means.by, told=Told(answer))
    return answer


def _report(means: Means, _: ReportDrain) -> Answer:
    book, site = means.book, means.site
    ledger, journal = book.ledger, book.journal
    full = dict(in_the_way(ledger, site.cabinet))
    told = {
        "at": means.now().isoformat(timespec="seconds"),
        "clock_trusted": journal.clock.trusted(),
        "doors": [home.label for home in site.cabinet.compartments()],
        "empty": not full,
        "head": journal.head.hash.hex(),
        "not_empty": full,
        "row": journal.head.seq,
        "site": site.id,
        "still_announced": len(still_to_come(ledger)),
        "until": ledger.drain_until.isoformat() if ledger.drain_until else "",
    }
    signature = journal.sign(STATEMENT + canonical_json(told).encode())
    return {"ok": True, "report": told, "signature": signature.hex()}


def _time(text: str, zone: ZoneInfo) -> datetime:
    try:
        if len(text) == len("2026-05-04"):
            day = date.fromisoformat(text) + timedelta(days=1)
            return datetime.combine(day, time(), zone).astimezone(UTC)
        told = datetime.fromisoformat(text)
    except ValueError as failure:
        raise OrderRefused(f"{text!r} is no time; one is 2026-05-04 or 2026-05-04T18:00.") from failure
    return (told if told.tzinfo is not None else told.replace(tzinfo=zone)).astimezone(UTC)


PROCEDURES: Final = (at_once(Drain, _drain), at_once(StopDraining, _stop), at_once(ReportDrain, _report))
