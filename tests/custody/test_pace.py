"""One function makes the type that keeps wrong clocks from what is never undone, and such acts ask for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.custody.machine.events import Alive, ClockBelieved, ClockMoved, MachineStarted, Withdrawn
from kiosk.custody.machine.pace import CertainTime, doubt, pace_at, surely
from kiosk.custody.things.events import Announced
from kiosk.custody.words import ClockReason

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR, DAY, YEARS = timedelta(hours=1), timedelta(days=1), timedelta(days=5 * 365)
NONE = timedelta()


def calls(name: str) -> Iterator[tuple[str, int]]:
    for floor in ("kiosk", "ui", "hardware"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = node.func
                found = getattr(called, "id", getattr(called, "attr", None))
                if found == name:
                    yield str(path.relative_to(ROOT)), node.lineno


def test_a_certain_time_is_made_in_one_place() -> None:
    assert [path for path, _ in calls("CertainTime")] == ["kiosk/custody/machine/pace.py"]


def test_what_is_never_undone_by_time_asks_for_one() -> None:
    """Whoever adds such an act adds it here; mypy then asks its callers for the certain time."""
    acts = {
        "forget_departed": "kiosk/visits/things/departures.py",
        "destroy_unused_faces": "kiosk/orders/erasure.py",
        "unused_for": "kiosk/vault/faces.py",
        "drop": "kiosk/journal/tables/spent.py",
        "has_standing_credential": "kiosk/vault/vault.py",
        "_is_due": "kiosk/visits/things/departures.py",
    }
    for act, file in acts.items():
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        (found,) = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == act]
        said = {ast.unparse(a.annotation) for a in found.args.args if a.annotation}
        assert "CertainTime" in said, act
        assert "datetime" not in said, act


def rows(*said: tuple[Event, timedelta, bool]) -> Ledger:
    """Each event with the wall clock of its row, from noon on, and whether that is trusted."""
    ledger = EMPTY
    for seq, (event, at, trusted) in enumerate(said, 1):
        ledger = fold(ledger, Recorded(seq, NOON + at, None, "p", "machine", event, trusted))
    return ledger


STARTED, ALIVE = MachineStarted("0", "", ""), Alive()


def test_an_empty_journal_is_certain_of_nothing() -> None:
    assert surely(EMPTY, HOUR, NOON) is None
    assert doubt(EMPTY, HOUR, NOON) is None


def test_time_passes_by_rows_and_by_the_clock_that_nobody_sets() -> None:
    ledger = rows((STARTED, NONE, False), (ALIVE, HOUR, False))
    assert pace_at(ledger, 2 * HOUR) == NOON + 3 * HOUR
    assert surely(ledger, 2 * HOUR, NOON + YEARS) == CertainTime(NOON + 3 * HOUR)
    assert surely(ledger, 2 * HOUR, NOON - YEARS) == CertainTime(NOON - YEARS)


def test_the_time_when_it_was_off_is_not_known() -> None:
    ledger = rows((STARTED, NONE, False), (STARTED, 9 * HOUR, False))
    assert ledger.paced == NOON
    assert rows((STARTED, NONE, False), (STARTED, 9 * HOUR, True)).paced == NOON + 9 * HOUR
    assert rows((STARTED, NONE, True), (STARTED, 40 * DAY, True)).paced == NOON


def test_leaps_of_a_trusted_clock_add_up_to_no_more_than_one_in_a_run() -> None:
    leap = ClockMoved(int((20 * HOUR).total_seconds()))
    ledger = rows((STARTED, NONE, True), (leap, 20 * HOUR, True), (leap, 40 * HOUR, True))
    assert ledger.paced == NOON + 20 * HOUR
    assert doubt(ledger, NONE, NOON + 40 * HOUR) is not None


def test_what_was_told_while_nobody_knew_moves_along_and_what_was_known_stays() -> None:
    """Something left by a trusted clock, and something two hours after a power cut of forty days."""
    gone = [Announced(thing, "parcel", ()) for thing in ("a", "b")]  # type: ignore[arg-type]  # ids are texts
    off = 40 * DAY
    ledger = rows(
        (STARTED, NONE, True),
        (gone[0], HOUR, True),
        (gone[1], HOUR, True),
        (Withdrawn("a"), 2 * HOUR, True),  # type: ignore[arg-type]  # an id is a text
        (STARTED, off, False),
        (Withdrawn("b"), off + 2 * HOUR, False),  # type: ignore[arg-type]  # an id is a text
        (ClockBelieved(ClockReason.AGREED), off + 4 * HOUR, True),
    )
    assert {thing: d.at - NOON for thing, d in ledger.departed.items()} == {
        "a": 2 * HOUR,
        "b": off + 2 * HOUR,
    }


def test_nothing_is_left_in_the_future_once_the_clock_is_believed() -> None:
    believed = ClockBelieved(ClockReason.ORDERED)
    ledger = rows((STARTED, YEARS, True), (ALIVE, YEARS + HOUR, True), (believed, NONE, False))
    assert (ledger.paced, ledger.latest) == (NOON, NOON)
    assert doubt(ledger, HOUR, NOON + HOUR) is None
