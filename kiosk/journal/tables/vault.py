"""The vault's tables: what must be erasable. They share the journal's file and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import astuple, dataclass, replace
from enum import StrEnum

from kiosk.custody.words import Audience
from kiosk.journal.problems import AlreadyThere
from kiosk.journal.spelling import last_four, name_key
from kiosk.journal.tables.faces import FaceTables
from kiosk.journal.tables.link import LinkTables
from kiosk.journal.tables.numbers import LabelNumbers
from kiosk.journal.tables.orders import OrderTables
from kiosk.journal.tables.spent import SpentProofs
from kiosk.journal.tables.sweep import take_out
from kiosk.journal.tables.wishes import WishTables
from kiosk.journal.writing import Writing


class CredentialKind(StrEnum):
    PIN = "pin"
    TOKEN = "token"  # noqa: S105  the kind's name, no secret
    RECOVERY = "recovery"
    OFFLINE = "offline"
    """A signed token that was announced by its id."""
    BADGE = "badge"
    DELEGATION = "delegation"


@dataclass(frozen=True, slots=True)
class Person:
    party: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Credential:
    """`tag` is what the secret was turned into; `expires_at` is UTC in ISO 8601 with microseconds.

    `bound` ties the row to its owner (`kiosk.vault.binding`); None in rows of versions before 0.2.
    """

    id: str
    party: str
    audience: Audience
    kind: CredentialKind
    tag: bytes
    consignment: str | None = None
    expires_at: str | None = None
    revoked: bool = False
    bound: bytes | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What is written on a parcel. `phone_end` is the recipient phone's last four digits.

    `numbered_by`: the digest of the carriers' rules that its numbers are from; empty where it has none.
    """

    consignment: str
    party: str | None
    tracking: str
    phone_end: str
    numbered_by: str = ""


_PERSONS = "SELECT party, name, phone FROM vault_persons"


class VaultTables:
    """Reading and writing of the vault's rows; a write joins the transaction that is open, or is its own."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._db = writing.db
        self.faces = FaceTables(writing)
        self.wishes = WishTables(writing)
        self.spent = SpentProofs(writing)
        self.orders = OrderTables(writing)
        self.numbers = LabelNumbers(writing)
        self.link = LinkTables(writing)

    def put_person(self, person: Person) -> None:
        """Add a person, or change name and phone of one who is known."""
        with self._writing.transaction():
            self._db.execute(
                "INSERT INTO vault_persons (party, name, phone, phone_end, name_key) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (party) DO UPDATE SET name = excluded.name, phone = excluded.phone,"
                " phone_end = excluded.phone_end, name_key = excluded.name_key",
                [*astuple(person), last_four(person.phone), name_key(person.name)],
            )

    def put_label(self, label: Label) -> None:
        """Add a consignment's label, or change it."""
        with self._writing.transaction():
            self._db.execute(
                "INSERT INTO vault_labels VALUES (?, ?, ?, ?, ?) ON CONFLICT (consignment) DO UPDATE SET"
                " party = excluded.party, tracking = excluded.tracking, phone_end = excluded.phone_end,"
                " numbered_by = excluded.numbered_by",
                astuple(label),
            )

    def add_credential(self, credential: Credential) -> None:
        """Raises AlreadyThere where the tag (or the id) is taken."""
        with self._writing.transaction():
            try:
                self._db.execute(
                    "INSERT INTO vault_credentials VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(credential)
                )
            except sqlite3.IntegrityError:
                raise AlreadyThere("a credential with this tag or id exists") from None

    def revoke(
        self,
        bound: Callable[[Credential], bytes],
        *,
        party: str | None = None,
        consignment: str | None = None,
        credential: str | None = None,
    ) -> int:
        """Revoke the credentials that have all of what is given; how many were live."""
        wanted = {"party": party, "consignment": consignment, "id": credential}
        given = {name: value for name, value in wanted.items() if value is not None}
        if not given:
            raise ValueError("revoke what?")
        where = " AND ".join(f"{name} = ?" for name in given)
        with self._writing.transaction():
            rows = self._db.execute(
                f"SELECT * FROM vault_credentials WHERE revoked = 0 AND {where}",  # noqa: S608  column names from above
                list(given.values()),
            ).fetchall()
            over = [replace(_credential(row), revoked=True) for row in rows]
            self._db.conn.executemany(
                "UPDATE vault_credentials SET revoked = 1, bound = ? WHERE id = ?",
                [(bound(one), one.id) for one in over],
            )
            return len(over)

    def drop_credential(self, credential: str) -> None:
        with self._writing.transaction():
            take_out(self._writing, "vault_credentials", "id", [credential])

    def person(self, party: str) -> Person | None:
        self._writing.check()
        found = self._db.execute(f"{_PERSONS} WHERE party = ?", [party]).fetchone()
        return found and Person(*found)

    def persons(self) -> tuple[Person, ...]:
        self._writing.check()
        return tuple(Person(*row) for row in self._db.execute(f"{_PERSONS} ORDER BY party"))

    def persons_with(self, phone_end: str) -> tuple[Person, ...]:
        """Whose phones end with these digits, four where they have so many."""
        self._writing.check()
        rows = self._db.execute(f"{_PERSONS} WHERE phone_end = ? ORDER BY party", [phone_end])
        return tuple(Person(*row) for row in rows)

    def persons_named(self, key: str) -> tuple[Person, ...]:
        """Whose names come to this `spelling.name_key`."""
        self._writing.check()
        rows = self._db.execute(f"{_PERSONS} WHERE name_key = ? ORDER BY party", [key])
        return tuple(Person(*row) for row in rows)

    def credential(self, tag: bytes) -> Credential | None:
        self._writing.check()
        found = self._db.execute("SELECT * FROM vault_credentials WHERE tag = ?", [tag]).fetchone()
        return found and _credential(found)

    def credentials_of(self, party: str) -> tuple[Credential, ...]:
        self._writing.check()
        rows = self._db.execute("SELECT * FROM vault_credentials WHERE party = ? ORDER BY id", [party])
        return tuple(_credential(row) for row in rows)

    def badges(self, after: str, most: int) -> tuple[Credential, ...]:
        """At most `most` badges that were not revoked, by id, from the first past `after`."""
        self._writing.check()
        rows = self._db.execute(
            "SELECT * FROM vault_credentials WHERE kind = 'badge' AND revoked = 0 AND id > ?"
            " ORDER BY id LIMIT ?",
            [after, most],
        )
        return tuple(_credential(row) for row in rows)

    def credentials_for(self, consignment: str) -> tuple[Credential, ...]:
        self._writing.check()
        rows = self._db.execute("SELECT * FROM vault_credentials WHERE consignment = ?", [consignment])
        return tuple(_credential(row) for row in rows)

    def bind_all(self, bound: Callable[[Credential], bytes]) -> None:
        """Give every credential that has none its `bound`."""
        with self._writing.transaction():
            rows = self._db.execute("SELECT * FROM vault_credentials WHERE bound IS NULL").fetchall()
            found = [(bound(_credential(row)), row[0]) for row in rows]
            self._db.conn.executemany("UPDATE vault_credentials SET bound = ? WHERE id = ?", found)

    def labels(self, consignments: Iterable[str]) -> dict[str, Label]:
        """Those of the consignments whose labels are known, by consignment."""
        self._writing.check()
        found = (
            self._db.execute("SELECT * FROM vault_labels WHERE consignment = ?", [one]).fetchone()
            for one in consignments
        )
        return {row[0]: Label(*row) for row in found if row}

    def labels_with(self, tracking: str) -> tuple[Label, ...]:
        """The labels with this tracking number, as it was put in."""
        self._writing.check()
        rows = self._db.execute(
            "SELECT * FROM vault_labels WHERE tracking = ? ORDER BY consignment", [tracking]
        )
        return tuple(Label(*row) for row in rows)

    def labels_of(self, party: str) -> tuple[Label, ...]:
        self._writing.check()
        rows = self._db.execute("SELECT * FROM vault_labels WHERE party = ? ORDER BY consignment", [party])
        return tuple(Label(*row) for row in rows)

    def persons_after(self, party: str, most: int) -> tuple[Person, ...]:
        """At most `most` persons in the order of their ids, from the first past `party`."""
        self._writing.check()
        rows = self._db.execute(f"{_PERSONS} WHERE party > ? ORDER BY party LIMIT ?", [party, most])
        return tuple(Person(*row) for row in rows)

    def erase(self, *, parties: Collection[str] = (), consignments: Collection[str] = ()) -> int:
        """Take out every row that names one of these; how many. See `erasure` for the traces."""
        writing = self._writing
        with writing.transaction():
            self.numbers.erase(parties=parties, consignments=consignments)
            return (
                take_out(writing, "vault_persons", "party", parties)
                + take_out(writing, "vault_credentials", "party", parties)
                + take_out(writing, "vault_credentials", "consignment", consignments)
                + take_out(writing, "vault_labels", "consignment", consignments)
                + take_out(writing, "vault_labels", "party", parties)
                + take_out(writing, "vault_outbox", "party", parties)
                + take_out(writing, "vault_outbox", "consignment", consignments)
                + take_out(writing, "vault_answers", "party", parties)
                + take_out(writing, "vault_answers", "consignment", consignments)
                + take_out(writing, "vault_texts", "party", parties)
                + self.faces.erase(parties)
                + self.faces.erase_choices(parties)
                + self.wishes.erase(parties)
            )


def _credential(
    row: tuple[str, str, str, str, bytes, str | None, str | None, int, bytes | None],
) -> Credential:
    id_, party, audience, kind, tag, consignment, expires_at, revoked, bound = row
    return Credential(
        id_,
        party,
        Audience(audience),
        CredentialKind(kind),
        tag,
        consignment,
        expires_at,
        bool(revoked),
        bound,
    )
