"""Somebody who is forgotten is in no file any more; and this search would find them if they were."""

from __future__ import annotations

import contextlib
import random
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.words import Audience
from kiosk.journal import backup, erasure
from kiosk.journal.backup import BackupFailed
from kiosk.journal.connection import read_only
from kiosk.journal.lock import own
from kiosk.journal.reading import Verified
from kiosk.journal.tables import Credential, CredentialKind, Label, Person
from tests.journal.kit import KEYS, Anything, Journal, everything, note, opened

_SECRETS = (b"Wilhelmina Zweig", b"+49 30 5550199", b"1Z999AA10123456784", b"TAGTAGTAG-THE-ONE")


def _pin(name: str, party: str, tag: bytes, consignment: str) -> Credential:
    return Credential(name, party, Audience.VISITOR, CredentialKind.PIN, tag, consignment)


def _somebody_among_many(journal: Journal[Anything], others: int = 800) -> None:
    """One person amidst so many that pages split and rows were moved about."""
    vault = journal.vault
    for number in range(others):
        if number == others // 3:
            vault.put_person(Person("p-the-one", "Wilhelmina Zweig", "+49 30 5550199"))
            vault.put_label(Label("k-the-one", "p-the-one", "1Z999AA10123456784", "0199"))
            vault.add_credential(
                Credential(
                    "c-the-one",
                    "p-the-one",
                    Audience.VISITOR,
                    CredentialKind.PIN,
                    b"TAGTAGTAG-THE-ONE",
                    "k-the-one",
                )
            )
        # Ids that fall between those that are there, so that pages split in the middle.
        name = f"{(number * 7919) % 100003:06d}"
        vault.put_person(Person(f"p{name}", f"Person {name} of some length", "+1 555 " + name))
        vault.put_label(Label(f"k{name}", f"p{name}", f"T{name}", name[-4:]))
        vault.add_credential(
            Credential(
                f"c{name}", f"p{name}", Audience.VISITOR, CredentialKind.PIN, name.encode() * 4, f"k{name}"
            )
        )


def _traces(folder: Path) -> list[tuple[str, bytes]]:
    return [
        (name, secret)
        for name, content in everything(folder).items()
        for secret in _SECRETS
        if secret in content
    ]


def test_nothing_is_left_of_somebody_who_was_erased(tmp_path: Path) -> None:
    clock = FakeClock()
    with opened(tmp_path, clock=clock) as journal:
        _somebody_among_many(journal)
        for _ in range(3):
            clock.advance(60)
            backup.make(journal)
        copy = backup.existing(tmp_path)[-1]
    clock.advance(60)
    with own(tmp_path) as owned:
        backup.restore(owned, copy, clock=clock, sign=KEYS.sign, verify=KEYS.verify)
    with opened(tmp_path, clock=clock) as journal:
        assert {name.split("/")[0] for name, _ in _traces(tmp_path)} >= {"backups", "set-aside", "journal.db"}
        rows = erasure.erase(
            journal, [note("erased p-the-one")], lambda: journal.vault.erase(parties=["p-the-one"])
        )
        assert len(rows) == 1
        assert _traces(tmp_path) == []
        assert len(backup.existing(tmp_path)) == 1
        assert journal.vault.person("p-the-one") is None
        assert len(journal.vault.persons()) == 800
        assert isinstance(journal.verify(), Verified)
    assert _traces(tmp_path) == []


def _crowd(journal: Journal[Anything], draw: random.Random) -> list[str]:
    """Hundreds who came and went at random; those who are still there."""
    there: list[str] = []
    with journal.writing.transaction():
        for _ in range(300):
            name = f"{draw.randrange(10**9):09d}"
            there.append(name)
            journal.vault.put_person(Person(f"p{name}", f"NAME{name}{'x' * draw.randrange(60)}", ""))
            journal.vault.add_credential(_pin(f"c{name}", f"p{name}", f"TAG{name}".encode() * 2, "k"))
            if draw.random() < 0.3:
                _plain_delete(journal, [there.pop(draw.randrange(len(there)))])
    return there


def _plain_delete(journal: Journal[Anything], names: list[str]) -> None:
    for table in ("vault_persons", "vault_credentials"):
        for name in names:
            journal.writing.db.execute(f"DELETE FROM {table} WHERE party = ?", [f"p{name}"])  # noqa: S608  from above


def _found(folder: Path, names: list[str]) -> list[str]:
    content = b"".join(everything(folder).values())
    return [name for name in names if f"NAME{name}".encode() in content or f"TAG{name}".encode() in content]


def test_a_plain_delete_leaves_traces_and_erasing_leaves_none(tmp_path: Path) -> None:
    """Why the tables are written anew: secure_delete misses copies that SQLite leaves when it moves rows."""
    after_delete, after_erasure = 0, 0
    for seed in range(40):
        with opened(tmp_path / str(seed)) as journal:
            there = _crowd(journal, random.Random(seed))  # noqa: S311  repeatable, not secret
            deleted, erased, staying = there[:100], there[100:120], there[120:]
            with journal.writing.transaction():
                _plain_delete(journal, deleted)
            journal.writing.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            after_delete += len(_found(journal.folder, deleted))
            erasure.erase(journal, [], partial(journal.vault.erase, parties={f"p{one}" for one in erased}))
            after_erasure += len(_found(journal.folder, deleted + erased))
            assert _found(journal.folder, staying) == staying
    assert after_delete > 0
    assert after_erasure == 0


def test_everything_that_names_a_consignment_goes_with_it(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        _somebody_among_many(journal, others=30)
        assert journal.vault.erase(consignments=["k-the-one"]) == 2
        assert journal.vault.labels(["k-the-one"]) == {}
        assert journal.vault.credentials_of("p-the-one") == ()
        assert journal.vault.person("p-the-one") is not None
        assert journal.vault.erase(parties=["p-the-one"]) == 1
        assert journal.vault.erase(parties=["p-the-one"], consignments=["k-the-one"]) == 0


def test_a_reader_in_the_way_is_said_and_the_rest_can_be_done_later(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        _somebody_among_many(journal, others=30)
        journal.writing.db.execute("PRAGMA busy_timeout = 1")
        with contextlib.closing(read_only(tmp_path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM journal").fetchone()
            with pytest.raises(BackupFailed, match="Another program is reading"):
                erasure.erase(journal, [note()], lambda: journal.vault.erase(parties=["p-the-one"]))
        erasure.remove_traces(journal)
        assert _traces(tmp_path) == []
