"""`cubby tasks`: what is to be done at a machine, and what was seen to."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from kiosk.control.commands import give
from kiosk.custody.telling.sentences import TASKS
from kiosk.orders.looks import Listed
from kiosk.orders.things.tasks import FinishTask
from kiosk.terminal.answers import fail, tell, why
from kiosk.terminal.lists import NotListed, listed
from kiosk.terminal.text.tables import table
from kiosk.usage import tasks as usage

_HEADS = ("ID", "TASK", "DOOR", "FOR", "OF", "NOTE")


def main(argv: Sequence[str]) -> int:
    given = usage.tasks().parse_args(argv)
    if given.command == "done":
        reply = give(given, FinishTask(given.task))
        if not reply.get("ok"):
            return fail(given, "tasks done", why(reply))
        where = f" at door {reply['compartment']}" if reply["compartment"] else ""
        return tell(given, reply, f"Done: {words(reply['kind'])}{where}.")
    try:
        items = listed(given, Listed.TASKS)
    except NotListed as refusal:
        return fail(given, "tasks list", str(refusal))
    if given.role:
        items = [item for item in items if item["role"] == given.role]
    if given.json:
        sys.stdout.write(json.dumps({"ok": True, "items": items}, ensure_ascii=False) + "\n")
    elif not items:
        sys.stdout.write("There is nothing to do.\n")
    else:
        rows = [
            [
                item["id"],
                words(item["kind"]),
                item["compartment"],
                item["role"],
                item["principal"],
                item["note"],
            ]
            for item in items
        ]
        sys.stdout.write(f"{table(_HEADS, rows)}\n")
    return 0


def words(kind: str) -> str:
    """A kind of task, as people call it."""
    return next((said for known, said in TASKS.items() if known.value == kind), kind)
