"""One row onto the models: the statements that it makes. A kind that this version does not know makes none.

Bodies are read as plain JSON, whatever version wrote them: a kiosk may be newer than its hub, and what the
hub does not understand stays in the rows until it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from kiosk.custody.doors import events as doors
from kiosk.custody.machine import events as machine
from kiosk.custody.senses import events as senses
from kiosk.custody.things import events as things
from kiosk.custody.words import DoorResult
from kiosk.custody.work import events as work

Written = tuple[str, list[Any]]
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row as the fold sees it."""

    kiosk: str
    at: datetime
    seq: int
    principal: str
    visit: str
    body: Body

    def text(self, name: str) -> str:
        """A text of the body; empty where it has none."""
        found = self.body.get(name)
        return found.replace("\0", "") if isinstance(found, str) else ""

    def number(self, name: str) -> int:
        """A number of the body; 0 where it has none."""
        found = self.body.get(name)
        return found if type(found) is int and abs(found) < 1 << 31 else 0

    def texts(self, name: str) -> list[str]:
        """A list of texts of the body."""
        found = self.body.get(name)
        return (
            [one.replace("\0", "") for one in found if isinstance(one, str)]
            if isinstance(found, list)
            else []
        )


Fold = Callable[[RowTold], list[Written]]


def folded(kiosk: str, received: datetime, row: Mapping[str, Any]) -> list[Written]:
    """The statements of one row, with their values."""
    seq, kind, body = row.get("seq"), row.get("kind"), row.get("body")
    if type(seq) is not int or not isinstance(body, dict):
        return []
    told = RowTold(
        kiosk, _moment(row.get("at"), received), seq, _text(row, "principal"), _text(row, "visit"), body
    )
    fold = _FOLDS.get(kind) if isinstance(kind, str) else None
    return [_heard(told), *(fold(told) if fold else ())]


def _text(row: Mapping[str, Any], name: str) -> str:
    found = row.get(name)
    return found.replace("\0", "") if isinstance(found, str) else ""


def _moment(said: object, received: datetime) -> datetime:
    """When it happened by the kiosk's clock; when it came where that is no time of this era."""
    try:
        found = datetime.fromisoformat(str(said))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return received


def _heard(x: RowTold) -> Written:
    return (
        "INSERT INTO machines (kiosk, at, seq) VALUES (%s, %s, %s) ON CONFLICT (kiosk) DO UPDATE SET"
        " at = excluded.at, seq = excluded.seq",
        [x.kiosk, x.at, x.seq],
    )


def _machine(columns: str, *values: Callable[[RowTold], Any]) -> Fold:
    """Changes the machine's row; `columns` as UPDATE has them."""
    return lambda x: [(f"UPDATE machines SET {columns} WHERE kiosk = %s", [*(v(x) for v in values), x.kiosk])]


def _front(column: str, label: str, *values: Callable[[RowTold], Any]) -> Fold:
    """Changes the row of a compartment; `column` is its assignments with %s, `label` the body's field."""

    def fold(x: RowTold) -> list[Written]:
        name = _compartment(x.text(label))
        return _on_front(x.kiosk, name, column, [value(x) for value in values])

    return fold


def _on_front(kiosk: str, label: str, columns: str, values: list[Any]) -> list[Written]:
    return [
        ("INSERT INTO fronts (kiosk, label) VALUES (%s, %s) ON CONFLICT DO NOTHING", [kiosk, label]),
        (f"UPDATE fronts SET {columns} WHERE kiosk = %s AND label = %s", [*values, kiosk, label]),
    ]


def _compartment(door: str) -> str:
    """A door's id is its compartment's label, with a face behind it where it is not the front."""
    return door.partition("/")[0]


def _troubled(word: str) -> Fold:
    """From the first of it on: a second reason does not make it younger."""
    return _front(
        "since = CASE WHEN trouble = '' THEN %s ELSE since END, trouble = %s, why = %s",
        "compartment",
        lambda x: x.at,
        lambda _x: word,
        lambda x: x.text("why"),
    )


def _announced(x: RowTold) -> list[Written]:
    return [
        (
            "INSERT INTO things (kiosk, consignment, principal, service, size, state, announced)"
            " VALUES (%s, %s, %s, %s, %s, 'announced', %s) ON CONFLICT DO NOTHING",
            [x.kiosk, x.text("consignment"), x.principal, x.text("service"), x.text("size"), x.at],
        ),
        (
            "UPDATE machines SET announced = %s, announced_seq = %s WHERE kiosk = %s",
            [x.text("consignment"), x.seq, x.kiosk],
        ),
    ]


def _thing(columns: str, *values: Callable[[RowTold], Any], field: str = "consignment") -> Fold:
    return lambda x: [
        (
            f"UPDATE things SET {columns} WHERE kiosk = %s AND consignment = %s",
            [*(value(x) for value in values), x.kiosk, x.text(field)],
        )
    ]


def _at(x: RowTold) -> datetime:
    return x.at


def _place(x: RowTold) -> str:
    return x.text("compartment")


def _down(x: RowTold) -> list[Written]:
    columns = "down = %s, down_since = coalesce(down_since, %s)"
    return [
        one
        for door in x.texts("doors")
        for one in _on_front(x.kiosk, _compartment(door), columns, [x.text("reason") or "down", x.at])
    ]


def _up(x: RowTold) -> list[Written]:
    columns = "down = '', down_since = NULL"
    return [one for door in x.texts("doors") for one in _on_front(x.kiosk, _compartment(door), columns, [])]


def _inspected(x: RowTold) -> list[Written]:
    cleared = _on_front(x.kiosk, x.text("compartment"), "trouble = '', why = '', since = NULL", [])
    if x.body.get("empty") is not True:
        return cleared
    gone = (
        "UPDATE things SET state = 'gone', left_at = %s"
        " WHERE kiosk = %s AND compartment = %s AND state = 'stored'"
    )
    return [*cleared, (gone, [x.at, x.kiosk, x.text("compartment")])]


def _opened(x: RowTold) -> list[Written]:
    if x.text("result") != DoorResult.JAMMED:
        return []
    return [("UPDATE machines SET jams = jams + 1 WHERE kiosk = %s", [x.kiosk])]


def _task(x: RowTold) -> list[Written]:
    return [
        (
            "INSERT INTO tasks (kiosk, task, kind, compartment, role, note, made)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [x.kiosk, *(x.text(name) for name in ("task", "kind", "compartment", "role", "note")), x.at],
        )
    ]


def _zone(columns: str, *values: Callable[[RowTold], Any], field: str = "zone") -> Fold:
    return lambda x: [
        ("INSERT INTO zones (kiosk, zone) VALUES (%s, %s) ON CONFLICT DO NOTHING", [x.kiosk, x.text(field)]),
        (
            f"UPDATE zones SET {columns} WHERE kiosk = %s AND zone = %s",
            [*(value(x) for value in values), x.kiosk, x.text(field)],
        ),
    ]


def _visit(x: RowTold) -> list[Written]:
    return [
        ("UPDATE machines SET visits = visits + 1 WHERE kiosk = %s", [x.kiosk]),
        (
            "INSERT INTO visits (kiosk, visit, number, word, journey, began)"
            " SELECT %s, %s, visits, %s, %s, %s FROM machines WHERE kiosk = %s ON CONFLICT DO NOTHING",
            [x.kiosk, x.visit, x.text("word"), x.text("journey"), x.at, x.kiosk],
        ),
    ]


def _taken(x: RowTold) -> list[Written]:
    """What the transaction of this row has announced is this order's: at most one row is between them."""
    order = x.text("order_id")
    return [
        (
            "UPDATE things t SET order_id = %s FROM machines m WHERE m.kiosk = %s AND t.kiosk = m.kiosk"
            " AND t.consignment = m.announced AND t.order_id = '' AND m.announced_seq BETWEEN %s AND %s",
            [order, x.kiosk, x.seq - 2, x.seq - 1],
        ),
        (
            "UPDATE orders SET taken = coalesce(taken, %s) WHERE kiosk = %s AND id = %s",
            [x.at, x.kiosk, order],
        ),
    ]


def _ended(x: RowTold) -> list[Written]:
    return [
        (
            "UPDATE orders SET ended = coalesce(ended, %s), outcome = %s WHERE kiosk = %s AND id = %s",
            [x.at, x.text("outcome"), x.kiosk, x.text("order_id")],
        ),
    ]


_FOLDS: Final[Mapping[str, Fold]] = {
    kind.__name__: fold
    for kind, fold in {
        machine.MachineStarted: _machine("version = %s, started = %s", lambda x: x.text("version"), _at),
        machine.MachineStopped: _machine("stopped = %s", _at),
        machine.OrderTaken: _taken,
        machine.OrderEnded: _ended,
        machine.Withdrawn: _thing("state = 'withdrawn'"),
        things.Announced: _announced,
        things.Deposited: _thing("state = 'stored', compartment = %s, deposited = %s", _place, _at),
        things.DepositUndone: _thing("state = 'announced', compartment = '', deposited = NULL"),
        things.Collected: _thing("state = 'collected', left_at = %s", _at),
        things.StepDone: _thing("overdue = NULL"),
        things.WrittenOff: _thing("state = 'gone', left_at = %s", _at),
        things.DeadlineReached: _thing("overdue = coalesce(overdue, %s)", _at, field="about"),
        things.LegsChanged: _thing("overdue = NULL"),
        things.MarkedUnknown: _troubled("unknown"),
        things.MarkedBroken: _troubled("broken"),
        things.Quarantined: _troubled("quarantined"),
        things.Inspected: _inspected,
        doors.DoorsDown: _down,
        doors.DoorsUp: _up,
        doors.DoorsRemoved: _up,
        doors.OpeningEnded: _opened,
        doors.DoorForced: _front("open_since = %s", "door", _at),
        doors.DoorFoundOpen: _front("open_since = %s", "door", _at),
        doors.DoorShut: _front("open_since = NULL", "door"),
        doors.VisitBegan: _visit,
        doors.VisitEnded: lambda x: [
            (
                "UPDATE visits SET ended = %s, how = %s WHERE kiosk = %s AND visit = %s",
                [x.at, x.text("how"), x.kiosk, x.visit],
            )
        ],
        work.TaskMade: _task,
        work.TaskDone: lambda x: [
            ("UPDATE tasks SET done = %s WHERE kiosk = %s AND task = %s", [x.at, x.kiosk, x.text("task")])
        ],
        senses.ExcursionBegan: _zone(
            "temperature = %s, outside_since = %s, worst = %s",
            lambda x: x.text("temperature"),
            _at,
            lambda x: x.number("worst"),
        ),
        senses.ExcursionRuns: _zone("worst = %s", lambda x: x.number("worst")),
        senses.ExcursionEnded: _zone("outside_since = NULL"),
        senses.ZoneUnwatched: _zone("unwatched_since = %s", _at),
        senses.ZoneWatched: _zone("unwatched_since = NULL"),
        senses.SenseRemoved: _zone("outside_since = NULL, unwatched_since = NULL", field="name"),
    }.items()
}
"""By the kind's name."""
