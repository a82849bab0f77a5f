"""The vault's table of what people wish of the screen, sealed, each with its key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass, field

from kiosk.journal.tables.sweep import take_out
from kiosk.journal.writing import Writing


@dataclass(frozen=True, slots=True)
class SealedWishes:
    """`key` opens `sealed` and is itself wrapped; `used_at` is UTC in ISO 8601 with microseconds."""

    party: str
    key: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    used_at: str


class WishTables:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db

    def put(self, wishes: SealedWishes) -> None:
        """Add a person's, or take the place of those that there are."""
        with self._writing.transaction():
            self.erase([wishes.party])
            self._db.execute("INSERT INTO vault_wishes VALUES (?, ?, ?, ?)", astuple(wishes))

    def get(self, party: str) -> SealedWishes | None:
        self._writing.check()
        found = self._db.execute("SELECT * FROM vault_wishes WHERE party = ?", [party]).fetchone()
        return found and SealedWishes(*found)

    def unused_since(self, when: str) -> tuple[str, ...]:
        """Whose were last used, or kept, before this time."""
        self._writing.check()
        rows = self._db.execute("SELECT party FROM vault_wishes WHERE used_at < ? ORDER BY party", [when])
        return tuple(party for (party,) in rows)

    def uses(self) -> tuple[tuple[str, str], ...]:
        """Of whom some are kept, and when they were last used, or kept."""
        self._writing.check()
        return tuple(self._db.execute("SELECT party, used_at FROM vault_wishes ORDER BY party").fetchall())

    def used(self, party: str, at: str) -> None:
        with self._writing.transaction():
            self._db.execute("UPDATE vault_wishes SET used_at = ? WHERE party = ?", [at, party])

    def erase(self, parties: Collection[str]) -> int:
        """Keys and wishes of these people; of how many there were some."""
        return take_out(self._writing, "vault_wishes", "party", parties)
