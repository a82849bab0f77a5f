"""`cubby status`: one screenful of how a kiosk is, running or at rest; `--watch` keeps it current."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.client import NotRunning, ask
from kiosk.custody.machine.events import MachineStarted, MachineStopped
from kiosk.custody.telling.spans import for_long
from kiosk.journal.codec import Unreadable
from kiosk.journal.commands.beginnings import latest
from kiosk.journal.commands.tail import last_sentences
from kiosk.journal.connection import FILE
from kiosk.journal.lock import AlreadyOwned
from kiosk.journal.problems import JournalUnusable
from kiosk.orders.looks import Examine, Listed
from kiosk.terminal.answers import fail
from kiosk.terminal.lists import NotListed, listed
from kiosk.terminal.text.times import when, zone_of
from kiosk.usage import lists as usage

AGAIN: Final = 2.0
_EVENTS: Final = 6
_NAMED: Final = 8
"""Doors that are named; of more their number is told."""
_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"


def main(argv: Sequence[str]) -> int:
    """0 while the kiosk runs and serves; 1 where it does not, or nothing can be found out."""
    given = usage.status().parse_args(argv)
    while True:
        status = _once(given)
        if not given.watch:
            return status
        sys.stdout.flush()
        time.sleep(AGAIN)


def _once(given: argparse.Namespace) -> int:
    try:
        found = look(given)
    except (FileNotFoundError, NotListed, JournalUnusable, AlreadyOwned, Unreadable, OSError) as problem:
        why = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
        return fail(given, "status", why if str(given.data) in why else f"{given.data}: {why}")
    if given.json:
        text = json.dumps(found, ensure_ascii=False)
    else:
        clear = _CLEAR if given.watch and sys.stdout.isatty() else ""
        text = clear + "\n".join(told(found, SystemClock().now(), zone_of(given.data)))
    sys.stdout.write(f"{text}\n")
    return 0 if found["serving"] else 1


def look(given: argparse.Namespace) -> dict[str, Any]:
    """What is known now, as JSON has it. Raises FileNotFoundError, NotListed, OSError and the journal's."""
    data = given.data
    examined: dict[str, Any] | None = None
    why = "it is not running"
    try:
        reply = ask(data, Examine())
    except NotRunning:
        if not (data / FILE).exists():
            raise FileNotFoundError(f"{data} holds no kiosk's data.") from None
    else:
        why = "" if reply.get("ok") else str(reply.get("why"))
        examined = reply.get("found")
    out_of_service = bool(why) and examined is None and why != "it is not running"
    doors = [] if out_of_service else listed(given, Listed.DOORS)
    parcels = [] if out_of_service else listed(given, Listed.PARCELS)
    tasks = [] if out_of_service else listed(given, Listed.TASKS)
    why = why or _closed(examined or {}, tasks)
    started = next(latest(data, (MachineStarted, MachineStopped)), None)
    return {
        "serving": not why,
        "why": why,
        "running": examined is not None or out_of_service,
        "since": started.at.isoformat() if started else None,
        "site": examined["site"] if examined else "",
        "doors": doors,
        "parcels": parcels,
        "tasks": len(tasks),
        "lines": examined["lines"] if examined else {},
        "boards": {board["board"]: board["state"] for board in (examined or {}).get("boards", ())},
        "findings": [finding["text"] for finding in (examined or {}).get("findings", ())],
        "events": [{"at": at, "text": text} for at, text in last_sentences(data, _EVENTS)],
    }


def _closed(examined: Mapping[str, Any], tasks: Sequence[Mapping[str, Any]]) -> str:
    """Why a kiosk that runs serves nobody; empty where it does."""
    if any(supply.get("low") for supply in examined.get("supplies", {}).values()):
        return "its battery is low"
    kinds = {task["kind"] for task in tasks}
    if "maintain" in kinds or "commission" in kinds:
        return "it is being serviced"
    if any(finding["key"] == "learning:doors" for finding in examined.get("findings", ())):
        return "its doors are not learned yet"
    return ""


# --- in words ---------------------------------------------------------------------------------------


def told(found: Mapping[str, Any], now: datetime, zone: tzinfo) -> Iterator[str]:
    since = f", since {when(datetime.fromisoformat(found['since']), now, zone)}" if found["since"] else ""
    state = "serving" if found["serving"] else f"not serving: {found['why']}"
    name = f"{found['site']}  " if found["site"] else ""
    yield f"{name}{state}{since}"
    if found["doors"]:
        yield f"Doors    {_doors(found['doors'])}"
    yield f"Inside   {_inside(found['parcels'], now, zone)}"
    if found["lines"]:
        lines = ", ".join(f"{line} {word}" for line, word in found["lines"].items())
        boards = Counter(str(word) for word in found["boards"].values())
        yield f"Lines    {lines}; boards: {', '.join(f'{n} {_plain(word)}' for word, n in boards.items())}"
    if found["tasks"]:
        yield f"Tasks    {found['tasks']} (`cubby list tasks`)"
    if found["findings"]:
        number = len(found["findings"])
        yield f"Findings {number}, the worst: {found['findings'][0]}"
    yield "Last"
    for event in found["events"]:
        yield f"  {_when(event['at'], now, zone)}  {event['text']}"


def _when(at: str, now: datetime, zone: tzinfo) -> str:
    try:
        return when(datetime.fromisoformat(at), now, zone)
    except ValueError:
        return at


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _doors(doors: Sequence[Mapping[str, Any]]) -> str:
    free = sum(1 for door in doors if door["free"])
    full = sum(1 for door in doors if door["parcels"])
    parts = [f"{len(doors)}: {free} free, {full} with parcels"]
    for words, ids in (
        ("open", [door["id"] for door in doors if door["open"]]),
        ("unreachable", [door["id"] for door in doors if door["down"]]),
        ("out of use", [door["id"] for door in doors if door["condition"] != "known"]),
    ):
        if ids:
            named = f" ({', '.join(ids)})" if len(ids) <= _NAMED else ""
            parts.append(f"{len(ids)} {words}{named}")
    return ", ".join(parts)


def _inside(parcels: Sequence[Mapping[str, Any]], now: datetime, zone: tzinfo) -> str:
    inside = [parcel for parcel in parcels if parcel["compartment"]]
    coming = len(parcels) - len(inside)
    announced = f"; {coming} announced" if coming else ""
    if not inside:
        return f"nothing{announced}"
    dated = [parcel for parcel in inside if parcel["since"]]
    number = f"{len(inside)} parcel{'s' if len(inside) != 1 else ''}"
    if not dated:
        return f"{number}{announced}"
    oldest = min(dated, key=lambda parcel: datetime.fromisoformat(parcel["since"]).astimezone(UTC))
    at = datetime.fromisoformat(oldest["since"])
    age = for_long((now - at).total_seconds())
    return (
        f"{number}, the oldest in door {oldest['compartment']} since {when(at, now, zone)} ({age}){announced}"
    )
