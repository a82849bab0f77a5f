"""`cubby list` and `cubby withdraw`: what a kiosk has, and a parcel that is not to be handed out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.commands import give
from kiosk.custody.telling.sentences import TASKS
from kiosk.orders.looks import Listed, ListThings
from kiosk.orders.parcels import Withdraw
from kiosk.terminal.answers import fail, tell, why
from kiosk.terminal.text.tables import table
from kiosk.terminal.text.times import when, zone_of
from kiosk.usage import lists as usage

Item = dict[str, Any]
_When = Callable[[str], str]

_PAGE: Final = 500
_CONDITIONS: Final[Mapping[str, str]] = {
    "unknown": "contents not confirmed",
    "quarantined": "quarantined",
    "broken": "out of order",
}
_STAGES: Final[Mapping[str, str]] = {
    "announced": "announced",
    "waiting": "waits for its recipient",
    "quarantined": "not handed out",
}
_NOTHING: Final[Mapping[Listed, str]] = {
    Listed.PARCELS: "There are no parcels here, and none is announced.",
    Listed.DOORS: "There are no doors here yet.",
    Listed.STAFF: "There is no staff here.",
    Listed.BADGES: "There are no badges here.",
    Listed.DELEGATIONS: "There are no codes for somebody else.",
    Listed.TASKS: "There is nothing to do.",
}


class NotListed(Exception):  # noqa: N818  says what is the matter
    """The kiosk did not tell; the text says why."""


def main(argv: Sequence[str]) -> int:
    given = usage.listing().parse_args(argv)
    what = Listed(given.what)
    try:
        items = listed(given, what)
    except NotListed as refusal:
        return fail(given, "list", str(refusal))
    if given.json:
        sys.stdout.write(json.dumps(items, ensure_ascii=False, indent=1) + "\n")
        return 0
    if not items:
        sys.stdout.write(f"{_NOTHING[what]}\n")
        return 0
    now, zone = SystemClock().now(), zone_of(given.data)
    heads, row = _COLUMNS[what]
    rows = [row(item, lambda at: _when(at, now, zone)) for item in _in_order(what, items)]
    sys.stdout.write(f"{table(heads, rows)}\n")
    return 0


def listed(given: argparse.Namespace, what: Listed) -> list[Item]:
    """Every page of it. Raises NotListed."""
    items: list[Item] = []
    after = ""
    while True:
        reply = give(given, ListThings(what, after, _PAGE))
        if not reply.get("ok"):
            raise NotListed(why(reply))
        items += reply["items"]
        after = reply["more"]
        if not after:
            return items


def withdraw(argv: Sequence[str]) -> int:
    given = usage.withdraw().parse_args(argv)
    reply = give(given, Withdraw(given.tracking, given.role))
    if not reply.get("ok"):
        return fail(given, "withdraw", why(reply))
    if reply["compartment"]:
        said = f"{given.tracking} is withdrawn: a {given.role} takes it out of door {reply['compartment']}."
    else:
        said = f"{given.tracking} is withdrawn: it is not expected any more."
    return tell(given, reply, said)


def _when(at: str, now: datetime, zone: tzinfo) -> str:
    try:
        return when(datetime.fromisoformat(at), now, zone) if at else ""
    except ValueError:
        return at


def _in_order(what: Listed, items: list[Item]) -> list[Item]:
    """Doors as they are numbered, parcels by their doors; everything else as it comes."""
    match what:
        case Listed.DOORS:
            return sorted(items, key=lambda item: _number(item["id"]))
        case Listed.PARCELS:
            return sorted(items, key=lambda item: (not item["compartment"], _number(item["compartment"])))
        case _:
            return items


def _number(label: str) -> tuple[int, str]:
    return (int(label) if label.isdecimal() else 10_000, label)


# --- a line of each ---------------------------------------------------------------------------------


def _parcel(item: Item, when: _When) -> list[str]:
    return [
        item["tracking"] or item["id"][:4],
        item["compartment"],
        _STAGES.get(item["stage"], item["stage"]),
        when(item["since"]),
        item["phone"],
        item["service"],
        item["size"],
        item["route"],
        "in reach" if item["in_reach"] else "",
    ]


def _taken(item: Item) -> str:
    if item["care"]:
        return f"to be cleaned ({', '.join(item['care'])})"
    return "rented" if item["tenancy"] else "taken"


def _door(item: Item, _: _When) -> list[str]:
    state = [
        _CONDITIONS.get(item["condition"], ""),
        "open" if item["open"] else "",
        "unreachable" if item["down"] else "",
        "in use" if item["in_use"] else "",
    ]
    words = ", ".join(word for word in state if word)
    return [
        item["id"],
        item["size"],
        words or ("free" if item["free"] else _taken(item)),
        ", ".join(parcel or "?" for parcel in item["parcels"]),
        item["temperature"] or "",
    ]


def _member(item: Item, when: _When) -> list[str]:
    badges = f"{item['badges']}" if item["badges"] else ""
    return [item["name"], item["role"], item["route"], when(item["since"]), when(item["until"]), badges]


def _badge(item: Item, when: _When) -> list[str]:
    return [item["name"] or item["phone"], item["role"] or "recipient", when(item["until"]), item["id"][:8]]


def _delegation(item: Item, when: _When) -> list[str]:
    used = "used" if item["used"] else "valid"
    return [item["name"] or item["phone"], ", ".join(item["parcels"]), when(item["until"]), used]


def _task(item: Item, _: _When) -> list[str]:
    what = next((words for kind, words in TASKS.items() if kind.value == item["kind"]), item["kind"])
    return [what, item["compartment"], item["role"], item["note"]]


_COLUMNS: Final[Mapping[Listed, tuple[tuple[str, ...], Callable[[Item, _When], list[str]]]]] = {
    Listed.PARCELS: (
        ("PARCEL", "DOOR", "STATE", "SINCE", "PHONE", "SERVICE", "SIZE", "ROUTE", "REACH"),
        _parcel,
    ),
    Listed.DOORS: (("DOOR", "SIZE", "STATE", "PARCELS", "TEMPERATURE"), _door),
    Listed.STAFF: (("NAME", "ROLE", "ROUTE", "SINCE", "UNTIL", "BADGES"), _member),
    Listed.BADGES: (("WHOSE", "ROLE", "UNTIL", "ID"), _badge),
    Listed.DELEGATIONS: (("FROM", "PARCELS", "UNTIL", "STATE"), _delegation),
    Listed.TASKS: (("TASK", "DOOR", "FOR", "NOTE"), _task),
}
