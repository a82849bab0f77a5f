"""The fleet, ordered by what hurts: parcels that nobody can get at, cold goods, people waiting, silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from kiosk.custody.telling.spans import for_long
from kiosk.custody.words import TaskKind
from kiosk.hub.database import Database
from kiosk.hub.pages.rendering import counted

MOST: Final = 100
SILENT: Final = timedelta(minutes=15)

_FLEET: Final = """
WITH stuck AS (
  SELECT t.kiosk, count(*) AS parcels, min(coalesce(f.down_since, f.since)) AS since
  FROM fronts f JOIN things t ON t.kiosk = f.kiosk AND t.compartment = f.label AND t.state = 'stored'
  WHERE f.down <> '' OR f.trouble = 'broken' GROUP BY t.kiosk
), cold AS (
  SELECT kiosk, count(*) AS zones, min(outside_since) AS since, max(worst) AS worst FROM zones
  WHERE outside_since IS NOT NULL GROUP BY kiosk
), open_tasks AS (
  SELECT kiosk, count(*) AS tasks, count(*) FILTER (WHERE kind = %(help)s) AS people FROM tasks
  WHERE done IS NULL GROUP BY kiosk
), alarmed AS (
  SELECT kiosk, count(*) AS alarms FROM alarms WHERE seen IS NULL GROUP BY kiosk
), full_doors AS (
  SELECT kiosk, count(DISTINCT compartment) AS taken FROM things WHERE state = 'stored' GROUP BY kiosk
)
SELECT k.id, k.name, c.heard, c.fork, m.version, coalesce(s.parcels, 0) AS stuck, s.since AS stuck_since,
  coalesce(z.zones, 0) AS cold, z.since AS cold_since, coalesce(o.tasks, 0) AS tasks,
  coalesce(o.people, 0) AS people, coalesce(a.alarms, 0) AS alarms, coalesce(d.taken, 0) AS taken,
  (SELECT count(*) FROM jsonb_object_keys(coalesce(st.content -> 'doors', '{}'::jsonb))) AS doors,
  (c.heard IS NOT NULL AND c.heard < %(silent)s) AS silent
FROM kiosks k LEFT JOIN cursors c ON c.kiosk = k.id LEFT JOIN machines m ON m.kiosk = k.id LEFT JOIN stuck s
ON s.kiosk = k.id LEFT JOIN cold z ON z.kiosk = k.id LEFT JOIN open_tasks o ON o.kiosk = k.id LEFT JOIN
alarmed a ON a.kiosk = k.id LEFT JOIN full_doors d ON d.kiosk = k.id LEFT JOIN states st ON st.kiosk = k.id
WHERE %(word)s = '' OR k.id ILIKE %(like)s OR k.name ILIKE %(like)s ORDER BY (c.fork IS NOT NULL) DESC,
coalesce(s.parcels, 0) DESC, coalesce(z.zones, 0) DESC,
  coalesce(o.people, 0) DESC, silent DESC, coalesce(a.alarms, 0) DESC, coalesce(o.tasks, 0) DESC, k.id
LIMIT %(most)s
"""

_TOTALS: Final = """
SELECT (SELECT count(*) FROM kiosks) AS kiosks,
  (SELECT count(*) FROM cursors WHERE heard < %(silent)s) AS silent,
  (SELECT count(*) FROM things WHERE state = 'stored') AS parcels,
  (SELECT count(DISTINCT (t.kiosk, t.consignment)) FROM fronts f JOIN things t ON t.kiosk = f.kiosk
     AND t.compartment = f.label AND t.state = 'stored' WHERE f.down <> '' OR f.trouble = 'broken') AS stuck,
  (SELECT count(*) FROM zones WHERE outside_since IS NOT NULL) AS cold,
  (SELECT count(*) FROM tasks WHERE done IS NULL) AS tasks
"""


@dataclass(frozen=True, slots=True)
class Hurt:
    """One thing that is the matter: how badly ("stop", "wait"), and in words."""

    level: str
    words: str


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One machine as the list shows it."""

    id: str
    name: str
    version: str
    heard: datetime | None
    taken: int
    doors: int
    hurts: tuple[Hurt, ...]


async def fleet(database: Database, now: datetime, word: str) -> list[FleetRow]:
    """The machines that hurt most, of those whose id or name holds the word."""
    found = await database.rows(
        _FLEET,
        {
            "help": TaskKind.HELP,
            "silent": now - SILENT,
            "word": word,
            "like": f"%{_plain(word)}%",
            "most": MOST,
        },
    )
    return [
        FleetRow(
            row["id"],
            row["name"],
            row["version"] or "",
            row["heard"],
            row["taken"],
            row["doors"],
            tuple(hurts(row, now)),
        )
        for row in found
    ]


async def totals(database: Database, now: datetime) -> dict[str, Any]:
    """The figures above the list."""
    return (await database.rows(_TOTALS, {"silent": now - SILENT}))[0]


def hurts(row: dict[str, Any], now: datetime) -> list[Hurt]:
    """What is the matter with a machine, worst for people first."""
    found = []
    if row["fork"] is not None:
        found.append(Hurt("stop", "Two machines use this name"))
    if row["stuck"]:
        since = f" for {for_long((now - row['stuck_since']).total_seconds())}" if row["stuck_since"] else ""
        found.append(Hurt("stop", f"{counted(row['stuck'], 'parcel')} can't be reached{since}"))
    if row["cold"]:
        found.append(
            Hurt("stop", f"Too warm or too cold for {for_long((now - row['cold_since']).total_seconds())}")
        )
    if row["people"]:
        found.append(Hurt("stop", f"{counted(row['people'], 'person', 'people')} waiting for help"))
    if row["heard"] is None:
        found.append(Hurt("wait", "Never connected"))
    elif row["silent"]:
        found.append(Hurt("wait", f"Silent for {for_long((now - row['heard']).total_seconds())}"))
    if row["alarms"]:
        found.append(Hurt("wait", counted(row["alarms"], "alarm")))
    if row["tasks"]:
        found.append(Hurt("note", counted(row["tasks"], "open task")))
    return found


def _plain(word: str) -> str:
    """Without what LIKE takes for more than a letter."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
