"""Proofs that have opened a door and are used up. Ids without meaning: nothing here names anybody."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from kiosk.custody.machine.pace import CertainTime
from kiosk.journal.problems import AlreadyThere
from kiosk.journal.writing import Writing


class SpentProofs:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db

    def spend(self, proof: str, until: datetime) -> None:
        """Raises AlreadyThere where it was spent before. `until`: after it, nobody could show it anyhow."""
        ends = until.astimezone(UTC).isoformat(timespec="microseconds")
        with self._writing.transaction():
            try:
                self._db.execute("INSERT INTO vault_spent VALUES (?, ?)", [proof, ends])
            except sqlite3.IntegrityError:
                raise AlreadyThere("this proof was spent before") from None

    def give_back(self, proof: str) -> None:
        with self._writing.transaction():
            self._db.execute("DELETE FROM vault_spent WHERE proof = ?", [proof])

    def holds(self, proof: str) -> bool:
        self._writing.check()
        return self._db.execute("SELECT 1 FROM vault_spent WHERE proof = ?", [proof]).fetchone() is not None

    def drop(self, time: CertainTime, after: timedelta) -> int:
        """Those that nobody could show any more for so long; how many."""
        then = (time.at - after).astimezone(UTC).isoformat(timespec="microseconds")
        with self._writing.transaction():
            return self._db.execute("DELETE FROM vault_spent WHERE until < ?", [then]).rowcount
