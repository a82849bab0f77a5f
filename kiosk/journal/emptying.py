"""Taking rows out of a table so that nothing of them stays on its pages."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.journal.writing import Writing


def take_out(writing: Writing, table: str, goes: Callable[[tuple[object, ...]], bool]) -> int:
    """Delete the rows that `goes` names; how many. See `erasure.remove_traces` for what lies in other files.

    `table` is a name from this program, never from outside.
    """
    # secure_delete zeroes a deleted row, but not the copies that SQLite left in the gaps of pages when
    # it moved the row earlier. Pages that become free are zeroed whole; so the table is emptied, and
    # what stays is put in again.
    with writing.transaction():
        rows = writing.db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  a name of ours
        stay = [row for row in rows if not goes(row)]
        if len(stay) == len(rows):
            return 0
        writing.db.execute(f"DELETE FROM {table}")  # noqa: S608  as above
        if stay:
            marks = ", ".join("?" * len(stay[0]))
            writing.db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", stay)  # noqa: S608  as above
        return len(rows) - len(stay)
