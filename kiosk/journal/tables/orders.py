"""What orders leave in the vault: their answers for a while, sealed, and the free text that they brought."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field

from kiosk.journal.writing import Writing


@dataclass(frozen=True, slots=True)
class Answer:
    """`order` is a keyed hash of what was ordered, `until` UTC in ISO 8601 with microseconds.

    `party`, `consignment`: whose erasure takes it along.
    """

    id: str
    order: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    party: str | None
    consignment: str | None
    until: str


class OrderTables:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db

    def put_answer(self, answer: Answer) -> bool:
        """Add or change the answer of an order's id; whether it is one more."""
        with self._writing.transaction():
            found = self._db.execute("SELECT 1 FROM vault_answers WHERE id = ?", [answer.id]).fetchone()
            self._db.execute(
                "INSERT INTO vault_answers VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " asked = excluded.asked, sealed = excluded.sealed, party = excluded.party,"
                " consignment = excluded.consignment, until = excluded.until",
                astuple(answer),
            )
        return found is None

    def count_answers(self) -> int:
        self._writing.check()
        count: int = self._db.execute("SELECT count(*) FROM vault_answers").fetchone()[0]
        return count

    def drop_first_answer(self) -> None:
        """The one that would be forgotten first."""
        with self._writing.transaction():
            self._db.execute(
                "DELETE FROM vault_answers WHERE id ="
                " (SELECT id FROM vault_answers ORDER BY until, id LIMIT 1)"
            )

    def drop_answers(self, now: str) -> None:
        with self._writing.transaction():
            self._db.execute("DELETE FROM vault_answers WHERE until < ?", [now])

    def answer(self, order_id: str) -> Answer | None:
        self._writing.check()
        found = self._db.execute("SELECT * FROM vault_answers WHERE id = ?", [order_id]).fetchone()
        return found and Answer(*found)

    def put_text(self, text_id: str, party: str, text: str) -> None:
        with self._writing.transaction():
            self._db.execute("INSERT INTO vault_texts VALUES (?, ?, ?)", [text_id, party, text])

    def text(self, text_id: str) -> str:
        """Empty where it was erased."""
        self._writing.check()
        found = self._db.execute("SELECT text FROM vault_texts WHERE id = ?", [text_id]).fetchone()
        return found[0] if found else ""
