"""Days that terminals settled, held against the journal: for a terminal, and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from kiosk.custody.money.account import ProviderDay
from kiosk.custody.money.days import named
from kiosk.custody.services.rules import Money
from kiosk.custody.telling.amounts import money


def plain(day: ProviderDay) -> dict[str, Any]:
    """JSON's values: minor units; `agrees` is null where the provider told nothing to compare."""
    said, checked = day.said, day.checked
    return {
        "provider": said.provider,
        "at": day.at.isoformat(),
        "currency": said.total.currency if said.total is not None else "",
        "total": checked.says,
        "journal": checked.booked,
        "receipts": [said.first, said.last],
        "count": said.count,
        "agrees": checked.agrees,
        "not_in_the_journal": list(checked.unbooked),
        "not_settled": list(checked.unsettled),
    }


def told(days: Iterable[ProviderDay], zone: tzinfo) -> Iterator[str]:
    for day in days:
        said, checked = day.said, day.checked
        at = f"{day.at.astimezone(zone):%Y-%m-%d %H:%M}"
        receipts = f", receipts {said.first} to {said.last}" if said.first else ""
        if said.total is None:
            yield f'{at}  "{said.provider}" settled its day and told no total{receipts}'
        else:
            yield f'{at}  "{said.provider}" settled {money(said.total)}{receipts}'
        match checked.agrees:
            case True:
                yield "  The journal agrees."
            case None:
                yield "  There is nothing to compare."
            case _:
                yield from _differences(day)


def _differences(day: ProviderDay) -> Iterator[str]:
    said, checked = day.said, day.checked
    if said.total is not None and said.total.minor != checked.booked:
        yield f"  The journal has {money(Money(checked.booked, said.total.currency))}."
    for number in checked.unbooked:
        yield f"  Receipt {number} is not in the journal."
    for number in checked.unsettled:
        yield f"  Receipt {number} is in the journal, and the terminal did not settle it."
    if not checked.unbooked and not checked.unsettled:
        yield f"  Look at receipts {', '.join(named(said, checked)) or 'of that day'}."
