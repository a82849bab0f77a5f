"""`cubby import occupancy` and `cubby drain`: a machine in use is taken over, or is emptied and goes away."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kiosk.control.commands import give
from kiosk.journal.files import write_whole
from kiosk.orders.moving.draining import Drain, ReportDrain, StopDraining
from kiosk.orders.moving.occupancy import ImportOccupancy, OccupiedDoor
from kiosk.terminal.answers import fail, tell, why
from kiosk.usage import moving as usage

_NEEDED: Final = ("door", "tracking", "phone")
_KNOWN: Final = (*_NEEDED, "pin", "token", "service")


def occupancy(argv: Sequence[str]) -> int:
    given = usage.occupancy().parse_args(argv)
    name = "import occupancy"
    try:
        doors = tuple(_lines(given.file))
    except OSError as failure:
        return fail(given, name, f"{given.file} can't be read: {(failure.strerror or str(failure)).lower()}")
    except ValueError as failure:
        return fail(given, name, f"{given.file}: {failure}")
    reply = give(given, ImportOccupancy(doors, given.dry_run))
    if not reply.get("ok"):
        return fail(given, name, why(reply))
    count = "1 door" if len(doors) == 1 else f"{len(doors)} doors"
    if given.dry_run:
        return tell(given, reply, f"{count} can be taken over; nothing was changed.")
    return tell(given, reply, f"{count} taken over. Next: a technician looks into each; the tasks are there.")


def drain(argv: Sequence[str]) -> int:
    parser = usage.drain()
    given = parser.parse_args(argv)
    if not given.until and not given.stop:
        parser.error("say --until DATE, or --stop")
    reply = give(given, StopDraining() if given.stop else Drain(given.until))
    if not reply.get("ok"):
        return fail(given, "drain", why(reply))
    if given.stop:
        return tell(given, reply, "The machine goes on as before.")
    said = (
        f"Empty by {reply['until']}: nothing is put in that would stay longer, and the rest is recalled then."
    )
    return tell(given, reply, said)


def report(argv: Sequence[str]) -> int:
    """1 where something is in the way: a finding."""
    given = usage.drain_report().parse_args(argv)
    reply = give(given, ReportDrain())
    if not reply.get("ok"):
        return fail(given, "drain report", why(reply))
    told = reply["report"]
    if given.out is not None:
        signed = json.dumps({"report": told, "signature": reply["signature"]}, indent=1, sort_keys=True)
        try:
            write_whole(given.out, signed.encode() + b"\n")
        except OSError as failure:
            return fail(given, "drain report", f"{given.out}: {(failure.strerror or str(failure)).lower()}")
    if told["empty"]:
        return tell(
            given, reply, f"Empty: all {len(told['doors'])} doors, by row {told['row']} of the journal."
        )
    lines = [f"  door {label}: {because}" for label, because in told["not_empty"].items()]
    tell(given, reply, "\n".join((f"Not empty: {len(lines)} of {len(told['doors'])} doors.", *lines)))
    return 1


def _lines(file: Path) -> Iterator[OccupiedDoor]:
    """Raises ValueError with the line's number, OSError."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        try:
            table = csv.DictReader(opened, restkey="", strict=True)
            names = [name.strip().lower() for name in table.fieldnames or ()]
            table.fieldnames = names
            for needed in _NEEDED:
                if needed not in names:
                    raise ValueError(f"line 1: the column {needed!r} is missing; wanted {', '.join(_KNOWN)}")
            for name in names:
                if name not in _KNOWN:
                    raise ValueError(f"line 1: {name!r} is no column; there are {', '.join(_KNOWN)}")
            for row in table:
                if "" in row or None in row.values():
                    raise ValueError(f"line {table.line_num}: it has other columns than the first line")
                said = {name: text.strip() for name, text in row.items()}
                yield OccupiedDoor(number=table.line_num, **said)
        except csv.Error as failure:
            raise ValueError(f"line {table.reader.line_num}: {failure}") from failure
        except UnicodeDecodeError as failure:
            raise ValueError("it is not in UTF-8") from failure
