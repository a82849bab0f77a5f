"""Orders that only look: how a kiosk does, and lists of plain dicts, page by page.

Of phones they tell only the last four digits. `kiosk.program.life` carries out `Examine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any, Final, Literal, assert_never

from kiosk.custody.cabinet.allocation import is_free
from kiosk.custody.ids import PartyId
from kiosk.custody.ledger import Consignment
from kiosk.orders.procedure import at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.site.whole import Site
from kiosk.vault.pins import phone_end
from kiosk.visits.book import Book

_MOST: Final = 500

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Examine:
    """How do the locks, the lines and the data do? Changes nothing."""

    order: Literal["examine"] = "examine"


class Listed(StrEnum):
    """What a kiosk can list."""

    PARCELS = "parcels"
    DOORS = "doors"
    STAFF = "staff"
    BADGES = "badges"
    DELEGATIONS = "delegations"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class ListThings:
    """What is there of these? Changes nothing.

    Answers {"ok", "items", "more"}: at most `most` (1 to 500) plain dicts, each with an "id", in the order of
    their ids; `more` is to be given as `after` for those that follow, and empty where there are none.
    """

    what: Listed
    after: str = ""
    most: int = 200
    order: Literal["list"] = "list"


def list_things(site: Site, book: Book, order: ListThings) -> dict[str, object]:
    """See `ListThings`. Raises OrderRefused."""
    if not 1 <= order.most <= _MOST:
        raise OrderRefused(f"A page has from 1 to {_MOST} lines.")
    found = list(islice(_items(site, book, order), order.most + 1))
    page = found[: order.most]
    return {"ok": True, "items": page, "more": page[-1]["id"] if len(found) > len(page) else ""}


def _items(site: Site, book: Book, order: ListThings) -> Iterator[Item]:
    ledger, after = book.ledger, order.after
    match order.what:
        case Listed.PARCELS:
            yield from (_parcel(book, ledger.consignments[k]) for k in _past(ledger.consignments, after))
        case Listed.DOORS:
            yield from _doors(site, book, after)
        case Listed.STAFF:
            yield from (_member(book, party) for party in _past(ledger.staff, after))
        case Listed.BADGES:
            yield from _badges(book, order)
        case Listed.DELEGATIONS:
            yield from _delegations(book, after)
        case Listed.TASKS:
            for key in _past(ledger.tasks, after):
                task = ledger.tasks[key]
                yield {
                    "id": task.id,
                    "kind": str(task.kind),
                    "compartment": task.compartment,
                    "role": task.role,
                    "principal": task.principal,
                    "note": task.note or book.vault.text(task.text),
                }
        case _:
            assert_never(order.what)


def _past(keys: Iterable[str], after: str) -> list[Any]:
    return sorted(key for key in keys if key > after)


def _parcel(book: Book, thing: Consignment) -> Item:
    label = book.vault.labels([thing.id]).get(thing.id)
    return {
        "id": thing.id,
        "tracking": label.tracking if label else "",
        "phone": _masked(label.phone_end if label else ""),
        "stage": str(thing.stage),
        "compartment": thing.compartment or "",
        "size": thing.size,
        "service": thing.service,
        "principal": thing.principal,
        "route": thing.route,
        "in_reach": thing.in_reach,
        "since": thing.clock.started.isoformat() if thing.clock else "",
    }


def _doors(site: Site, book: Book, after: str) -> Iterator[Item]:
    ledger = book.ledger
    compartments = {c.label: c for c in site.cabinet.compartments()}
    for label in _past(compartments, after):
        compartment, holding = compartments[label], ledger.holding(label)
        doors = {door.id for door in compartment.doors}
        labels = book.vault.labels(holding.things)
        yield {
            "id": label,
            "size": compartment.size,
            "temperature": compartment.temperature,
            "condition": str(holding.condition),
            "free": is_free(ledger, compartment),
            "in_use": holding.held_by is not None,
            "open": sorted(doors & ledger.doors_open),
            "down": sorted(doors & ledger.doors_down),
            "parcels": [labels[c].tracking if c in labels else "" for c in holding.things],
            "tenancy": holding.tenancy or "",
            "care": sorted(holding.care),
        }


def _member(book: Book, party: PartyId) -> Item:
    member = book.ledger.staff[party]
    credentials = [c for c in book.vault.credentials_of(party) if not c.revoked]
    ends = min((c.expires_at for c in credentials if c.expires_at), default="")
    return {
        "id": party,
        "name": book.name_of(party),
        "role": member.role,
        "route": member.route,
        "principal": member.principal,
        "since": member.since.isoformat() if member.since else "",
        "until": ends,
        "badges": sum(c.kind == "badge" for c in credentials),
    }


def _badges(book: Book, order: ListThings) -> Iterator[Item]:
    for badge in book.vault.badges(order.after, order.most + 1):
        yield {"id": badge.id, **_whose(book, badge.party), "until": badge.expires_at or ""}


def _delegations(book: Book, after: str) -> Iterator[Item]:
    for key in _past(book.ledger.delegations, after):
        delegation = book.ledger.delegations[key]
        labels = book.vault.labels(delegation.things)
        yield {
            "id": delegation.id,
            **_whose(book, delegation.party),
            "parcels": [labels[c].tracking if c in labels else "" for c in delegation.things],
            "until": delegation.until,
            "used": delegation.used,
        }


def _whose(book: Book, party: str) -> Mapping[str, str]:
    person = book.vault.person(party)
    name, phone = (person.name, phone_end(person.phone)) if person else ("", "")
    return {"name": name, "phone": _masked(phone), "role": book.ledger.role_of(PartyId(party))}


def _masked(end: str) -> str:
    return f"…{end}" if end else ""


PROCEDURES: Final = (at_once(ListThings, lambda means, order: list_things(means.site, means.book, order)),)
