"""Taking rows out of tables so that, in the end, nothing of them stays on any page.

`take_out` deletes rows at once. secure_delete zeroes a deleted row, but not the copies that SQLite left in
the gaps of pages when it moved the row earlier. Pages that become free are zeroed whole; so a `Sweep` writes
every erasable table anew, a few hundred rows at a time, and lets go of the old one the same way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from kiosk.journal.writing import Writing

ERASABLE: Final = (
    "vault_persons",
    "vault_credentials",
    "vault_labels",
    "vault_label_numbers",
    "vault_faces",
    "vault_face_choices",
    "vault_wishes",
    "vault_answers",
    "vault_texts",
    "vault_outbox",
    "vault_documents",
)
_AT_ONCE: Final = 500
_ANEW: Final = "_anew"
_OLD: Final = "_old"
_OTHER_INDEX: Final = "_2"


def take_out(writing: Writing, table: str, column: str, values: Collection[str]) -> int:
    """Delete the rows whose `column` has one of these values; how many.

    Names are this program's, never from outside. See `erasure.remove_traces` for what stays behind.
    """
    with writing.transaction():
        statement = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608  names of ours
        return sum(writing.db.execute(statement, [value]).rowcount for value in values)


def left_over(writing: Writing) -> bool:
    """Whether a sweep was cut short: a table of its own is still there."""
    return bool(_leftovers(writing))


class Sweep:
    """Belongs to the journal's thread. Each `step` is one short transaction; others may come between.

    A table keeps its name, its columns and its rows at every moment. What is put in, changed or taken out
    meanwhile is so in the new table too; but whoever is erased meanwhile needs another sweep.
    """

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._steps = self._every()

    def step(self) -> bool:
        """Go on a little; whether there is more to do. Raises JournalUnusable."""
        self._writing.check()
        return next(self._steps, None) is not None

    def _every(self) -> Iterator[bool]:
        for table in _leftovers(self._writing):
            yield from self._let_go(table)
        for table in ERASABLE:
            yield from self._rewrite(table)

    def _rewrite(self, table: str) -> Iterator[bool]:
        db, anew, old = self._writing.db, table + _ANEW, table + _OLD
        self._begin(table, anew)
        yield True
        after, copied = 0, _AT_ONCE
        while copied == _AT_ONCE:  # fewer: what came since is in the new table by itself
            with self._writing.transaction():
                copied, last = db.execute(
                    f"SELECT count(*), max(rowid) FROM (SELECT rowid FROM {table} WHERE rowid > ?"  # noqa: S608  names of ours
                    " ORDER BY rowid LIMIT ?)",
                    [after, _AT_ONCE],
                ).fetchone()
                if copied:
                    db.execute(
                        f"INSERT OR REPLACE INTO {anew} SELECT * FROM {table} WHERE rowid > ? AND rowid <= ?",  # noqa: S608  as above
                        [after, last],
                    )
                    after = last
            yield True
        with self._writing.transaction():
            self._drop_followers(table)
            db.execute(f"ALTER TABLE {table} RENAME TO {old}")
            db.execute(f"ALTER TABLE {anew} RENAME TO {table}")
        yield True
        yield from self._let_go(old)

    def _begin(self, table: str, anew: str) -> None:
        """The new table, empty, and what keeps it in step; the latter is gone with the connection."""
        db = self._writing.db
        (made,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
        columns = db.execute(f"PRAGMA table_info({table})").fetchall()
        names = [column[1] for column in columns]
        (key,) = (column[1] for column in columns if column[5])
        new = ", ".join(f"NEW.{name}" for name in names)
        with self._writing.transaction():
            db.execute(re.sub(rf'^CREATE TABLE\s+"?{table}"?', f"CREATE TABLE {anew}", made))
            for name, of in self._indexes(table):
                other = (
                    name.removesuffix(_OTHER_INDEX) if name.endswith(_OTHER_INDEX) else name + _OTHER_INDEX
                )
                db.execute(f"CREATE INDEX {other} ON {anew} ({', '.join(of)})")
            put = f"INSERT OR REPLACE INTO {anew} VALUES ({new});"  # noqa: S608  names of ours
            gone = f"DELETE FROM {anew} WHERE {key} = OLD.{key};"  # noqa: S608  as above
            for act, does in (("INSERT", put), ("UPDATE", gone + put), ("DELETE", gone)):
                db.execute(
                    f"CREATE TEMP TRIGGER {table}_{act.lower()}_follows AFTER {act} ON main.{table}"
                    f" BEGIN {does} END"
                )

    def _indexes(self, table: str) -> list[tuple[str, tuple[str, ...]]]:
        """Those that a table does not bring by itself."""
        db = self._writing.db
        made = [row for row in db.execute(f"PRAGMA index_list({table})").fetchall() if row[3] == "c"]
        if any(unique or partial for _, _, unique, _, partial in made):
            raise AssertionError(f"{table} has an index that a sweep does not know how to make anew")
        return [
            (name, tuple(row[2] for row in db.execute(f"PRAGMA index_info({name})").fetchall()))
            for _, name, *_ in made
        ]

    def _drop_followers(self, table: str) -> None:
        for act in ("insert", "update", "delete"):
            self._writing.db.execute(f"DROP TRIGGER IF EXISTS temp.{table}_{act}_follows")

    def _let_go(self, table: str) -> Iterator[bool]:
        """Empty a table row by row: at the end each of its pages was free once, and so zeroed."""
        db = self._writing.db
        gone = _AT_ONCE
        while gone == _AT_ONCE:
            with self._writing.transaction():
                gone = db.execute(
                    f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} ORDER BY rowid LIMIT ?)",  # noqa: S608  names of ours
                    [_AT_ONCE],
                ).rowcount
            yield True
        with self._writing.transaction():
            for original in ERASABLE:
                if table in (original + _ANEW, original + _OLD):
                    self._drop_followers(original)
            db.execute(f"DROP TABLE {table}")
        yield True


def _leftovers(writing: Writing) -> list[str]:
    wanted = [table + end for table in ERASABLE for end in (_ANEW, _OLD)]
    marks = ", ".join("?" * len(wanted))
    found = writing.db.execute(
        f"SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ({marks})",  # noqa: S608  only question marks
        wanted,
    )
    return [name for (name,) in found.fetchall()]
