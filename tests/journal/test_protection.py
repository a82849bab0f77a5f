"""The journal is append-only for everybody, and its settings are what they should be or it does not start."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.journal.connection import PRAGMAS, set_pragmas
from kiosk.journal.problems import JournalUnusable, Problem
from tests.journal.kit import intruder, note, opened, written

_REPLACE = (
    "INTO journal SELECT 2, epoch, boot, at, clock_trusted, visit, principal, actor, on_behalf_of, kind, v, "
)
_ATTEMPTS = [
    "UPDATE journal SET body = '{}' WHERE seq = 2",
    "UPDATE OR REPLACE journal SET seq = 3 WHERE seq = 2",
    "DELETE FROM journal WHERE seq = 2",
    "DELETE FROM journal",
    f"REPLACE {_REPLACE} '{{}}', hash FROM journal WHERE seq = 2",
    f"INSERT OR REPLACE {_REPLACE} '{{}}', hash FROM journal WHERE seq = 3",
    f"INSERT OR IGNORE {_REPLACE} '{{}}', hash FROM journal WHERE seq = 3",
    "UPDATE checkpoints SET seq = 0",
    "DELETE FROM checkpoints",
    "REPLACE INTO checkpoints SELECT number, 0, epoch, at, hash, reason, signature FROM checkpoints",
]


@pytest.mark.parametrize("attempt", _ATTEMPTS)
def test_nobody_changes_what_is_written(tmp_path: Path, attempt: str) -> None:
    written(tmp_path, 4)
    with opened(tmp_path) as journal:
        before = tuple(journal.rows())
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            journal.writing.db.execute(attempt)
        assert tuple(journal.rows()) == before


@pytest.mark.parametrize("attempt", _ATTEMPTS)
def test_nor_does_another_program_with_its_own_settings(tmp_path: Path, attempt: str) -> None:
    written(tmp_path, 4)
    with intruder(tmp_path, disarmed=False) as foreign:
        assert foreign.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            foreign.execute(attempt)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER journal_update_refused",
        "DROP TRIGGER journal_delete_refused",
        "DROP TRIGGER journal_append_only",
        "DROP TRIGGER checkpoints_delete_refused",
        "CREATE TRIGGER helpful AFTER INSERT ON journal BEGIN DELETE FROM vault_persons; END",
    ],
)
def test_a_start_counts_the_triggers(tmp_path: Path, change: str) -> None:
    written(tmp_path, 2)
    with intruder(tmp_path, disarmed=False) as foreign:
        foreign.execute(change)
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.TRIGGERS_MISSING


def test_a_trigger_of_the_same_name_that_does_nothing_is_seen_through(tmp_path: Path) -> None:
    written(tmp_path, 2)
    with intruder(tmp_path, disarmed=False) as foreign:
        foreign.execute("DROP TRIGGER journal_delete_refused")
        foreign.execute(
            "CREATE TRIGGER journal_delete_refused BEFORE DELETE ON journal BEGIN SELECT 'go ahead'; END"
        )
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.TRIGGERS_MISSING


def test_a_transform_of_the_journal_is_noticed(tmp_path: Path) -> None:
    written(tmp_path, 2)
    with opened(tmp_path) as journal:
        journal.writing.db.table("journal").transform(rename={"visit": "visited"})
        journal.writing.db.table("journal").transform(rename={"visited": "visit"})
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.TRIGGERS_MISSING


def test_every_setting_is_in_force(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        found = {name: journal.writing.db.execute(f"PRAGMA {name}").fetchone()[0] for name, _, _ in PRAGMAS}
    assert found == {name: reads_as for name, _, reads_as in PRAGMAS}
    assert list(found)[:2] == ["synchronous", "journal_mode"]


def test_settings_that_do_not_take_are_refused() -> None:
    in_memory = sqlite3.connect(":memory:")
    with pytest.raises(JournalUnusable, match="journal_mode is memory") as refusal:
        set_pragmas(in_memory)
    in_memory.close()
    assert refusal.value.problem is Problem.WRONG_PRAGMAS


def test_a_row_put_in_by_somebody_else_stops_the_journal(tmp_path: Path) -> None:
    written(tmp_path, 2)
    with opened(tmp_path) as journal:
        with intruder(tmp_path, disarmed=False) as foreign:
            foreign.execute(f"INSERT {_REPLACE.replace('2,', '3,', 1)} body, hash FROM journal WHERE seq = 2")
        with pytest.raises(JournalUnusable) as refusal:
            journal.append([note()])
        assert refusal.value.problem is Problem.CHAIN_BROKEN
        with pytest.raises(JournalUnusable) as again:
            journal.append([note()])
        assert again.value.problem is Problem.STOPPED
