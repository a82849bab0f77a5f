"""What a kiosk keeps of its link to the hub: a few words, sealed items that go up, documents that came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.journal.writing import Writing


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """Sealed to the operator's key; `about`: the order or thing it belongs to."""

    id: str
    about: str
    kind: str
    sealed: bytes = field(repr=False)
    party: str | None = None
    consignment: str | None = None


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The newest signed document of this name."""

    name: str
    version: int
    content: Mapping[str, Any] = field(repr=False)


class LinkTables:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db

    def word(self, name: str) -> Any:  # noqa: ANN401  whatever was kept as JSON
        """What was kept under this name; None where nothing was."""
        self._writing.check()
        found = self._db.execute("SELECT value FROM link WHERE name = ?", [name]).fetchone()
        return json.loads(found[0]) if found else None

    def keep_word(self, name: str, value: object) -> None:
        """`value` as JSON; None forgets the name."""
        with self._writing.transaction():
            if value is None:
                self._db.execute("DELETE FROM link WHERE name = ?", [name])
                return
            self._db.execute(
                "INSERT INTO link VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, json.dumps(value)],
            )

    # --- sealed items -------------------------------------------------------------------------------

    def put_item(self, item: OutboxItem) -> None:
        """Send this; what was to be said of the same and is not sent yet goes."""
        with self._writing.transaction():
            self._db.execute(
                "DELETE FROM vault_outbox WHERE about = ? AND kind = ? AND acked IS NULL",
                [item.about, item.kind],
            )
            self._db.execute(
                "INSERT INTO vault_outbox VALUES (?, ?, ?, ?, ?, ?, NULL)",
                [item.id, item.about, item.kind, item.sealed, item.party, item.consignment],
            )

    def items(self, most: int) -> list[OutboxItem]:
        """Some of those that the hub has not acknowledged."""
        self._writing.check()
        rows = self._db.execute(
            "SELECT id, about, kind, sealed, party, consignment FROM vault_outbox"
            " WHERE acked IS NULL LIMIT ?",
            [most],
        )
        return [OutboxItem(*row) for row in rows.fetchall()]

    def ack_items(self, ids: list[str], at: str) -> None:
        """The hub has them. `at`: UTC in ISO 8601 with microseconds."""
        with self._writing.transaction():
            for one in ids:
                self._db.execute(
                    "UPDATE vault_outbox SET acked = ? WHERE id = ? AND acked IS NULL", [at, one]
                )

    def drop_items(self, before: str) -> None:
        """Those that the hub acknowledged before then."""
        with self._writing.transaction():
            self._db.execute("DELETE FROM vault_outbox WHERE acked < ?", [before])

    def send_items_again(self, since: str) -> None:
        """A hub that came back from a backup may have lost what it acknowledged since then."""
        with self._writing.transaction():
            self._db.execute("UPDATE vault_outbox SET acked = NULL WHERE acked >= ?", [since])

    # --- documents ----------------------------------------------------------------------------------

    def document(self, name: str) -> KeptDocument | None:
        self._writing.check()
        found = self._db.execute("SELECT * FROM vault_documents WHERE name = ?", [name]).fetchone()
        return KeptDocument(found[0], found[1], json.loads(found[2])) if found else None

    def put_document(self, document: KeptDocument) -> None:
        with self._writing.transaction():
            self._db.execute(
                "INSERT INTO vault_documents VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                " version = excluded.version, content = excluded.content",
                [document.name, document.version, json.dumps(document.content)],
            )

    def document_versions(self) -> dict[str, int]:
        self._writing.check()
        return dict(self._db.execute("SELECT name, version FROM vault_documents").fetchall())
