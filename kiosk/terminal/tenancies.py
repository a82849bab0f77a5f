"""`cubby tenancy`: who rents which space, and what the operator decides about one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.commands import give
from kiosk.orders.spaces.tenancies import EndTenancy, GiveSpace, ListTenancies
from kiosk.terminal.answers import draw, fail, tell, why
from kiosk.terminal.text.tables import table
from kiosk.terminal.text.times import when, zone_of
from kiosk.usage import tenancies as usage

_HEADS: Final = ("door", "service", "who", "until", "then")
_THEN: Final = {"remind": "reminder", "alarm": "to be talked to", "clear": "to be emptied"}


def main(argv: Sequence[str]) -> int:
    given = usage.tenancy().parse_args(argv)
    match given.command:
        case "list":
            return _list(given)
        case "give":
            return _give(given)
        case _:
            return _end(given)


def _list(given: Any) -> int:  # noqa: ANN401  argparse knows no types
    items: list[dict[str, Any]] = []
    after = ""
    while True:
        reply = give(given, ListTenancies(after))
        if not reply.get("ok"):
            return fail(given, "tenancy list", why(reply))
        items += reply["items"]
        after = reply["more"]
        if not after:
            break
    zone, now = zone_of(given.data), SystemClock().now()

    def said(text: str) -> str:
        return when(datetime.fromisoformat(text), now, zone) if text else ""

    if given.json:
        said_all = json.dumps({"ok": True, "items": items}, ensure_ascii=False)
    elif not items:
        said_all = "Nobody rents a space here."
    else:
        rows = [
            [
                item["compartment"],
                item["service"],
                _who(item),
                f"{said(item['until'])}{' (over)' if item['over'] else ''}",
                f"{_THEN.get(item['deadline'], item['deadline'])} {said(item['at'])}".strip(),
            ]
            for item in sorted(items, key=lambda item: (len(item["compartment"]), item["compartment"]))
        ]
        said_all = table(_HEADS, rows)
    sys.stdout.write(f"{said_all}\n")
    return 0


def _who(item: dict[str, Any]) -> str:
    if item["group"]:
        return f"group {item['group']}"
    return " ".join(part for part in (item["name"], item["phone"]) if part) or item["id"][:4]


def _give(given: Any) -> int:  # noqa: ANN401  as above
    order = GiveSpace(
        given.service, given.phone, given.name, given.group, given.compartment, given.size, given.until
    )
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, "tenancy give", why(reply))
    whose = f"group {given.group}" if given.group else given.name or given.phone
    said = f"Door {reply['compartment']} is {whose}'s{f' until {given.until}' if given.until else ''}."
    if given.json or "pin" not in reply:
        return tell(given, reply, said)
    sys.stdout.write(f"{said}\nPIN {reply['pin']}\nQR {reply['token']}\n")
    draw(given, str(reply["token"]))
    return 0


def _end(given: Any) -> int:  # noqa: ANN401  as above
    reply = give(given, EndTenancy(given.about, given.empty))
    if not reply.get("ok"):
        return fail(given, "tenancy end", why(reply))
    door = reply["compartment"]
    if reply["ended"]:
        return tell(given, reply, f"Door {door} is nobody's any more.")
    return tell(given, reply, f"Door {door}: a technician empties it, and then it is nobody's any more.")
