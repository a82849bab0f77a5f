"""What happened at a machine, in the words that its own terminal uses, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from kiosk.custody.event import Event
from kiosk.custody.events import EVENTS, UPCASTERS
from kiosk.custody.machine.events import Alive
from kiosk.custody.telling.sentences import told
from kiosk.custody.telling.story import Story
from kiosk.hub.database import Database

SHOWN: Final = 60
_BEHIND: Final = 240
"""Rows before the first shown one, so that what it refers to is known."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a timeline. `late`: it came more than ten minutes after it happened."""

    at: datetime | None
    words: str
    word: str
    visit: str
    late: bool


async def of_machine(database: Database, kiosk: str, before: int | None = None) -> tuple[list[Happened], int]:
    """The lines up to row `before`, and the first row shown (0 where there are none).

    Hourly signs of life are left out: when it was last heard is said above.
    """
    return await _lines(
        database,
        "SELECT epoch, seq, received, row FROM rows WHERE kiosk = %s AND seq < %s"
        " ORDER BY epoch DESC, seq DESC LIMIT %s",
        [kiosk, before if before is not None else 1 << 62, SHOWN + _BEHIND],
        lambda event, _row: not isinstance(event, Alive),
    )


async def of_thing(database: Database, kiosk: str, consignment: str) -> list[Happened]:
    """What happened to one consignment, and in the visits in which it was handled."""
    found = await _lines(
        database,
        "WITH about AS (SELECT epoch, seq, visit FROM rows WHERE kiosk = %(kiosk)s"
        " AND position(convert_to(%(id)s, 'UTF8') IN row) > 0)"
        " SELECT epoch, seq, received, row FROM rows r WHERE kiosk = %(kiosk)s AND"
        " (EXISTS (SELECT FROM about a WHERE a.epoch = r.epoch AND a.seq = r.seq)"
        " OR visit IN (SELECT visit FROM about WHERE visit IS NOT NULL))"
        " ORDER BY epoch DESC, seq DESC LIMIT 400",
        {"kiosk": kiosk, "id": json.dumps(consignment)},
        lambda _event, _row: True,
        shown=400,
    )
    return found[0]


async def _lines(
    database: Database,
    query: str,
    values: Any,  # noqa: ANN401  a list or a mapping, as psycopg takes them
    wanted: Callable[[Event | None, dict[str, Any]], bool],
    shown: int = SHOWN,
) -> tuple[list[Happened], int]:
    rows = await database.rows(query, values)
    story, lines = Story(), []
    for row in reversed(rows):
        said = json.loads(bytes(row["row"]))
        event = read_event(said)
        visit = said.get("visit") if isinstance(said.get("visit"), str) else None
        if event is not None:
            story.hear(event, visit)
        if wanted(event, said):
            name = story.visits.get(visit or "")
            at = _moment(said.get("at"))
            late = at is not None and (row["received"] - at).total_seconds() > 600
            words = told(event, story) if event is not None else _plainly(said)
            lines.append((row["seq"], Happened(at, words, name.word if name else "", visit or "", late)))
    newest = lines[-shown:][::-1]
    return [line for _, line in newest], newest[-1][0] if newest else 0


def read_event(row: dict[str, Any]) -> Event | None:
    """The event of a row as today's class; None where this version does not know it."""
    kind, v, body = row.get("kind"), row.get("v"), row.get("body")
    known = EVENTS.get(kind) if isinstance(kind, str) else None
    if known is None or type(v) is not int or not isinstance(body, dict) or not 1 <= v <= known.v:
        return None
    try:
        for old in range(v, known.v):
            body = UPCASTERS[str(kind), old](body)
        return msgspec.convert(body, known)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError):
        return None


def _plainly(row: dict[str, Any]) -> str:
    """What a newer kiosk says, as far as one can read it."""
    body = row.get("body")
    fields = ", ".join(f"{name} {value}" for name, value in body.items()) if isinstance(body, dict) else ""
    return f"{row.get('kind')}: {fields}" if fields else str(row.get("kind"))


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return found if found.tzinfo else None
