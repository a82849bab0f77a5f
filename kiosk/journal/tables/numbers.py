"""The numbers that labels hold beside their own text, by which the same parcel is found whatever was read.

They follow from the labels and the carriers' rules, and are erased with the labels.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from kiosk.journal.tables.sweep import take_out
from kiosk.journal.writing import Writing


class LabelNumbers:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db

    def put(self, consignment: str, party: str | None, numbers: Iterable[str]) -> None:
        """These instead of whatever numbers it had."""
        with self._writing.transaction():
            take_out(self._writing, "vault_label_numbers", "consignment", [consignment])
            self._db.conn.executemany(
                "INSERT INTO vault_label_numbers (consignment, party, number) VALUES (?, ?, ?)",
                [(consignment, party, number) for number in numbers],
            )

    def consignments(self, number: str) -> tuple[str, ...]:
        """Those whose label is just this number, then those whose label holds it."""
        self._writing.check()
        rows = self._db.execute(
            "SELECT consignment FROM vault_labels WHERE tracking = ?1"
            " UNION SELECT consignment FROM vault_label_numbers WHERE number = ?1 ORDER BY consignment",
            [number],
        )
        return tuple(row[0] for row in rows)

    def anew(self, rules: str, numbers_of: Callable[[str], Iterable[str]], among: Collection[str]) -> int:
        """Work out the numbers of the labels of these consignments that were read by other rules; how many.

        `rules`: the digest of those that hold now.
        """
        with self._writing.transaction():
            rows = self._db.execute(
                "SELECT consignment, party, tracking FROM vault_labels WHERE numbered_by <> ?", [rules]
            ).fetchall()
            old = [row for row in rows if row[0] in among]
            for consignment, party, tracking in old:
                self.put(consignment, party, numbers_of(tracking))
                self._db.execute(
                    "UPDATE vault_labels SET numbered_by = ? WHERE consignment = ?", [rules, consignment]
                )
            return len(old)

    def erase(self, *, parties: Collection[str], consignments: Collection[str]) -> None:
        with self._writing.transaction():
            take_out(self._writing, "vault_label_numbers", "consignment", consignments)
            take_out(self._writing, "vault_label_numbers", "party", parties)
