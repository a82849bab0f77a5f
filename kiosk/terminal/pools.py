"""`cubby pool` and `cubby group`: what is lent and to whom, and who may take it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.commands import give
from kiosk.orders.pools.members import AddMember, ListMembers, RemoveMember
from kiosk.orders.pools.stock import AddToPool, ListPool, RetireFromPool
from kiosk.terminal.answers import draw, fail, tell, why
from kiosk.terminal.text.tables import table
from kiosk.terminal.text.times import when, zone_of
from kiosk.usage import pools as usage

_HEADS: Final = ("label", "service", "where", "who", "until")
_STATES: Final = {
    "lent": "lent",
    "coming": "to be put in",
    "halted": "halted",
    "leaving": "to be taken out",
    "check": "to be looked at",
}


def main(argv: Sequence[str]) -> int:
    given = usage.pool().parse_args(argv)
    match given.command:
        case "list":
            return _list(given)
        case "add":
            return _add(given)
        case _:
            return _retire(given)


def groups(argv: Sequence[str]) -> int:
    given = usage.group().parse_args(argv)
    match given.command:
        case "list":
            return _list_members(given)
        case "add":
            return _add_member(given)
        case _:
            return _remove_member(given)


# --- pools --------------------------------------------------------------------------------------


def _list(given: Any) -> int:  # noqa: ANN401  argparse knows no types
    items: list[dict[str, Any]] = []
    after = ""
    while True:
        reply = give(given, ListPool(given.service, after))
        if not reply.get("ok"):
            return fail(given, "pool list", why(reply))
        items += reply["items"]
        after = reply["more"]
        if not after:
            break
    zone, now = zone_of(given.data), SystemClock().now()
    if given.json:
        said = json.dumps({"ok": True, "items": items}, ensure_ascii=False)
    elif not items:
        said = "No pool here has anything."
    else:
        rows = [
            [
                item["tracking"] or item["id"][:4],
                item["service"],
                _where(item),
                " ".join(part for part in (item["name"], item["phone"]) if part),
                f"{when(datetime.fromisoformat(item['until']), now, zone)}{' (over)' if item['over'] else ''}"
                if item["until"]
                else "",
            ]
            for item in sorted(items, key=lambda item: (item["service"], item["tracking"]))
        ]
        said = table(_HEADS, rows)
    sys.stdout.write(f"{said}\n")
    return 0


def _where(item: dict[str, Any]) -> str:
    door = f"door {item['compartment']}" if item["compartment"] else ""
    return ", ".join(part for part in (door, _STATES.get(item["state"], "")) if part)


def _add(given: Any) -> int:  # noqa: ANN401  as above
    order = AddToPool(given.tracking, given.service, given.compartment, given.size, given.anyway)
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, "pool add", why(reply))
    there = f"is in door {reply['compartment']}" if reply["compartment"] else "is to be put in by staff"
    return tell(given, reply, f"{given.tracking} {there}, and can be taken from then on.")


def _retire(given: Any) -> int:  # noqa: ANN401  as above
    reply = give(given, RetireFromPool(given.tracking, given.lost))
    if not reply.get("ok"):
        return fail(given, "pool retire", why(reply))
    door = reply["compartment"]
    then = f": staff are asked to take it out of door {door}" if door else ""
    return tell(given, reply, f"{given.tracking} is lent no longer{then}.")


# --- groups -------------------------------------------------------------------------------------


def _list_members(given: Any) -> int:  # noqa: ANN401  as above
    reply = give(given, ListMembers(given.group))
    if not reply.get("ok"):
        return fail(given, "group list", why(reply))
    items = reply["items"]
    if given.json:
        said = json.dumps(reply, ensure_ascii=False)
    elif not items:
        said = "Nobody is in a group here."
    else:
        rows = [[item["group"], item["name"] or item["id"][:4], item["phone"]] for item in items]
        said = table(("group", "who", "phone"), rows)
    sys.stdout.write(f"{said}\n")
    return 0


def _add_member(given: Any) -> int:  # noqa: ANN401  as above
    reply = give(given, AddMember(given.group, given.phone, given.name))
    if not reply.get("ok"):
        return fail(given, "group add", why(reply))
    if given.json:
        return tell(given, reply, "")
    said = f"{given.name or given.phone} is in the group {given.group} from now on."
    sys.stdout.write(f"{said}\nPIN {reply['pin']}\nQR {reply['token']}\n")
    draw(given, str(reply["token"]))
    return 0


def _remove_member(given: Any) -> int:  # noqa: ANN401  as above
    reply = give(given, RemoveMember(given.group, given.phone))
    if not reply.get("ok"):
        return fail(given, "group remove", why(reply))
    return tell(given, reply, f"{given.phone} is in the group {given.group} no longer.")
