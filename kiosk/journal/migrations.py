"""The tables: the journal (append-only), what can be rebuilt from it, and the vault (erasable).

Never call `transform()` on the journal or the checkpoints: it makes a new table and drops the triggers.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from kiosk.journal.spelling import last_four, name_key

APPLICATION_ID = 0x43554242
"""'CUBB' in the file's header."""

USER_VERSION = 8
"""Raised with a migration that an older Cubby can't live with, a file with a higher one belonging to a newer
Cubby; not with one that only adds what the older leaves alone. No version is installed on trial that raises
it: what needs that comes in two releases, of which the first reads both."""

migrations = Migrations("cubby")

JOURNAL = """
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    boot TEXT NOT NULL,
    at TEXT NOT NULL,
    clock_trusted INTEGER NOT NULL,
    visit TEXT,
    principal TEXT,
    actor TEXT,
    on_behalf_of TEXT,
    kind TEXT NOT NULL,
    v INTEGER NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT
"""

TRIGGERS: dict[str, str] = {}
for _table, _key in (("journal", "seq"), ("checkpoints", "number")):
    for _act in ("update", "delete"):
        TRIGGERS[f"{_table}_{_act}_refused"] = (
            f"CREATE TRIGGER {_table}_{_act}_refused BEFORE {_act.upper()} ON {_table} "
            f"BEGIN SELECT RAISE(ABORT, '{_table} is append-only'); END"
        )
    # REPLACE deletes without a DELETE trigger where recursive_triggers is off, as it is in other programs.
    TRIGGERS[f"{_table}_append_only"] = (
        f"CREATE TRIGGER {_table}_append_only BEFORE INSERT ON {_table} "  # noqa: S608  names from above
        f"WHEN NEW.{_key} <> 1 + (SELECT coalesce(max({_key}), 0) FROM {_table}) "
        f"BEGIN SELECT RAISE(ABORT, '{_table} is append-only'); END"
    )


@migrations()
def m001_journal_projections_vault(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)
    for trigger in TRIGGERS.values():
        db.execute(trigger)
    db.execute("INSERT INTO epoch (only, epoch) VALUES (1, 1)")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_faces(db: Database) -> None:
    for statement in _FACES:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_spent_proofs(db: Database) -> None:
    db.execute("CREATE TABLE vault_spent (proof TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_bound_credentials(db: Database) -> None:
    db.execute("ALTER TABLE vault_credentials ADD COLUMN bound BLOB")
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_orders(db: Database) -> None:
    for statement in _ORDERS:
        db.execute(statement)
    for party, name, phone in db.execute("SELECT party, name, phone FROM vault_persons").fetchall():
        db.execute(
            "UPDATE vault_persons SET phone_end = ?, name_key = ? WHERE party = ?",
            [last_four(phone), name_key(name), party],
        )
    db.execute("PRAGMA user_version = 5")


@migrations()
def m006_wishes(db: Database) -> None:
    db.execute(_WISHES)
    db.execute("PRAGMA user_version = 6")


@migrations()
def m007_label_numbers(db: Database) -> None:
    for statement in _LABEL_NUMBERS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 7")


@migrations()
def m008_link(db: Database) -> None:
    for statement in _LINK:
        db.execute(statement)
    db.execute("PRAGMA user_version = 8")


_FIRST = (
    JOURNAL,
    """
    CREATE TABLE checkpoints (
        number INTEGER PRIMARY KEY,
        seq INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        at TEXT NOT NULL,
        hash BLOB NOT NULL,
        reason TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE epoch (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        epoch INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE snapshots (
        name TEXT PRIMARY KEY,
        shape TEXT NOT NULL,
        seq INTEGER NOT NULL,
        state TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vault_persons (
        party TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        phone TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE vault_credentials (
        id TEXT PRIMARY KEY,
        party TEXT NOT NULL,
        audience TEXT NOT NULL,
        kind TEXT NOT NULL,
        tag BLOB NOT NULL UNIQUE,
        consignment TEXT,
        expires_at TEXT,
        revoked INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE vault_labels (
        consignment TEXT PRIMARY KEY,
        party TEXT,
        tracking TEXT NOT NULL,
        phone_end TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX vault_labels_tracking ON vault_labels (tracking)",
    "CREATE INDEX vault_labels_party ON vault_labels (party)",
    "CREATE INDEX vault_credentials_party ON vault_credentials (party)",
    "CREATE INDEX vault_credentials_consignment ON vault_credentials (consignment)",
)

_FACES = (
    """
    CREATE TABLE vault_faces (
        party TEXT PRIMARY KEY,
        key BLOB NOT NULL,
        template BLOB NOT NULL,
        kept_at TEXT NOT NULL,
        used_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE vault_face_choices (
        party TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        agreed INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
)

_WISHES = """
    CREATE TABLE vault_wishes (
        party TEXT PRIMARY KEY,
        key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        used_at TEXT NOT NULL
    ) STRICT
    """

# Phones are found by their last four digits: those are the same in every spelling, and need no country.
_ORDERS = (
    "ALTER TABLE vault_persons ADD COLUMN phone_end TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE vault_persons ADD COLUMN name_key TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX vault_persons_name ON vault_persons (name_key)",
    "CREATE INDEX vault_persons_phone_end ON vault_persons (phone_end)",
    "CREATE INDEX vault_credentials_kind ON vault_credentials (kind, id)",
    """
    CREATE TABLE vault_answers (
        id TEXT PRIMARY KEY,
        asked BLOB NOT NULL,
        sealed BLOB NOT NULL,
        party TEXT,
        consignment TEXT,
        until TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX vault_answers_until ON vault_answers (until)",
    """
    CREATE TABLE vault_texts (
        id TEXT PRIMARY KEY,
        party TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
)

# Empty at first: the next start of a kiosk works the numbers out by the carriers' rules.
_LABEL_NUMBERS = (
    "ALTER TABLE vault_labels ADD COLUMN numbered_by TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE vault_label_numbers (
        id INTEGER PRIMARY KEY,
        consignment TEXT NOT NULL,
        party TEXT,
        number TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX vault_label_numbers_number ON vault_label_numbers (number)",
    "CREATE INDEX vault_label_numbers_consignment ON vault_label_numbers (consignment)",
    "CREATE INDEX vault_label_numbers_party ON vault_label_numbers (party)",
)

# What is known of the hub tells nothing of anybody; what goes to it sealed, and documents, may.
_LINK = (
    "CREATE TABLE link (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE vault_outbox (
        id TEXT PRIMARY KEY,
        about TEXT NOT NULL,
        kind TEXT NOT NULL,
        sealed BLOB NOT NULL,
        party TEXT,
        consignment TEXT,
        acked TEXT
    ) STRICT
    """,
    "CREATE INDEX vault_outbox_about ON vault_outbox (about)",
    "CREATE INDEX vault_outbox_acked ON vault_outbox (acked)",
    "CREATE INDEX vault_outbox_party ON vault_outbox (party)",
    "CREATE INDEX vault_outbox_consignment ON vault_outbox (consignment)",
    """
    CREATE TABLE vault_documents (
        name TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        content TEXT NOT NULL
    ) STRICT
    """,
)
