"""The vault's tables about faces: sealed templates with their keys, and what people chose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass, field

from kiosk.journal.tables.sweep import take_out
from kiosk.journal.writing import Writing


@dataclass(frozen=True, slots=True)
class SealedFace:
    """`key` opens `template` and is itself wrapped; times are UTC in ISO 8601 with microseconds."""

    party: str
    key: bytes = field(repr=False)
    template: bytes = field(repr=False)
    kept_at: str
    used_at: str


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """The last answer to the question of consent, and which version of its text was answered."""

    party: str
    version: int
    agreed: bool
    at: str


class FaceTables:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db

    def put(self, face: SealedFace) -> None:
        """Add a person's, or take the place of the one there is."""
        with self._writing.transaction():
            self.erase([face.party])
            self._db.execute("INSERT INTO vault_faces VALUES (?, ?, ?, ?, ?)", astuple(face))

    def get(self, party: str) -> SealedFace | None:
        self._writing.check()
        found = self._db.execute("SELECT * FROM vault_faces WHERE party = ?", [party]).fetchone()
        return found and SealedFace(*found)

    def parties(self) -> tuple[str, ...]:
        self._writing.check()
        return tuple(p for (p,) in self._db.execute("SELECT party FROM vault_faces ORDER BY party"))

    def unused_since(self, when: str) -> tuple[str, ...]:
        """Whose were last used, or kept, before this time."""
        self._writing.check()
        rows = self._db.execute("SELECT party FROM vault_faces WHERE used_at < ? ORDER BY party", [when])
        return tuple(party for (party,) in rows)

    def uses(self) -> tuple[tuple[str, str], ...]:
        """Of whom one is kept, and when it was last used, or kept."""
        self._writing.check()
        return tuple(self._db.execute("SELECT party, used_at FROM vault_faces ORDER BY party").fetchall())

    def used(self, party: str, at: str) -> None:
        with self._writing.transaction():
            self._db.execute("UPDATE vault_faces SET used_at = ? WHERE party = ?", [at, party])

    def erase(self, parties: Collection[str]) -> int:
        """Keys and templates of these people; how many there were. Their choices stay."""
        return take_out(self._writing, "vault_faces", "party", parties)

    def put_choice(self, choice: FaceChoice) -> None:
        with self._writing.transaction():
            self._db.execute(
                "INSERT INTO vault_face_choices VALUES (?, ?, ?, ?) ON CONFLICT (party) DO UPDATE SET"
                " version = excluded.version, agreed = excluded.agreed, at = excluded.at",
                astuple(choice),
            )

    def choice(self, party: str) -> FaceChoice | None:
        self._writing.check()
        found = self._db.execute("SELECT * FROM vault_face_choices WHERE party = ?", [party]).fetchone()
        return found and FaceChoice(found[0], found[1], bool(found[2]), found[3])

    def erase_choices(self, parties: Collection[str]) -> int:
        return take_out(self._writing, "vault_face_choices", "party", parties)
