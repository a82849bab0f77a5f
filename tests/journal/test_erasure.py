"""Somebody who is forgotten is in no file any more; and this search would find them if they were."""

from __future__ import annotations

import contextlib
import itertools
import random
import threading
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.words import Audience
from kiosk.journal import reading
from kiosk.journal.connection import read_only
from kiosk.journal.copies import backup
from kiosk.journal.copies.backup import BackupFailed
from kiosk.journal.lock import own
from kiosk.journal.reading import Verified
from kiosk.journal.store import Journal
from kiosk.journal.tables import erasure
from kiosk.journal.tables.sweep import ERASABLE, Sweep
from kiosk.journal.tables.vault import Credential, CredentialKind, Label, Person
from tests.journal.kit import KEYS, Anything, everything, note, opened

_SECRETS = (b"Wilhelmina Zweig", b"+49 30 5550199", b"1Z999AA10123456784", b"TAGTAGTAG-THE-ONE")


def _pin(name: str, party: str, tag: bytes, consignment: str) -> Credential:
    return Credential(name, party, Audience.VISITOR, CredentialKind.PIN, tag, consignment)


def _somebody_among_many(journal: Journal[Anything], others: int = 800) -> None:
    """One person amidst so many that pages split and rows were moved about."""
    with journal.writing.transaction():
        _put_many(journal, others)


def _put_many(journal: Journal[Anything], others: int) -> None:
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
        journal.append([note("erased p-the-one")], also=lambda: journal.vault.erase(parties=["p-the-one"]))
        erasure.remove_traces(journal)
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
            journal.vault.erase(parties={f"p{one}" for one in erased})
            erasure.remove_traces(journal)
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
            journal.append([note()], also=lambda: journal.vault.erase(parties=["p-the-one"]))
            with pytest.raises(BackupFailed, match="Another program is reading"):
                erasure.remove_traces(journal)
        erasure.remove_traces(journal)
        assert _traces(tmp_path) == []


# --- in slices, while others go on ----------------------------------------------------------------


def test_what_happens_between_two_slices_of_a_sweep_is_in_the_new_table(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        _somebody_among_many(journal, others=1200)
        before = {person.party: person for person in journal.vault.persons()}
        labels = journal.vault.labels(f"k{party[1:]}" for party in before)
        sweep, steps, names = Sweep(journal.writing), 0, sorted(before)
        while sweep.step():
            steps += 1
            here = names[steps % len(names)]
            changed = Person(here, f"Changed {steps}", "")
            new = Person(f"new{steps:05}", "New", "")
            journal.vault.put_person(changed)
            journal.vault.put_person(new)
            before |= {here: changed, new.party: new}
            gone = names[-1 - steps]
            journal.vault.erase(parties=[gone])
            before.pop(gone, None)
            labels = {k: label for k, label in labels.items() if label.party != gone}
        assert steps > 20
        assert {person.party: person for person in journal.vault.persons()} == before
        assert journal.vault.labels(labels) == labels
        again = Sweep(journal.writing)
        while again.step():
            pass
        assert {person.party: person for person in journal.vault.persons()} == before


def test_a_slice_is_short_however_many_there_are(tmp_path: Path) -> None:
    """By what SQLite does: each transaction of a sweep touches a few hundred rows."""
    with opened(tmp_path) as journal:
        _somebody_among_many(journal, others=4000)
        changes = [journal.writing.db.conn.total_changes]
        sweep = Sweep(journal.writing)
        while sweep.step():
            changes.append(journal.writing.db.conn.total_changes)
        assert max(after - before for before, after in itertools.pairwise(changes)) <= 1100
        assert len(changes) > 30


def test_erasing_looks_at_no_more_rows_than_it_takes_out(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        _somebody_among_many(journal, others=4000)
        changes, ticks = journal.writing.db.conn.total_changes, []
        journal.writing.db.conn.set_progress_handler(lambda: ticks.append(1), 100)
        journal.append([note()], also=lambda: journal.vault.erase(parties=["p-the-one"]))
        journal.writing.db.conn.set_progress_handler(None, 0)
        assert journal.writing.db.conn.total_changes - changes <= 5
        assert len(ticks) < 50, "SQLite looks through whole tables"


@pytest.mark.parametrize("killed_after", [1, 2, 3, 5, 8, 13, 21, 34])
def test_a_sweep_that_is_cut_short_is_owed_and_leaves_nothing_in_the_end(
    tmp_path: Path, killed_after: int
) -> None:
    with opened(tmp_path) as journal:
        _somebody_among_many(journal)
        backup.make(journal)
        rows = journal.append([note()], also=lambda: journal.vault.erase(parties=["p-the-one"]))
        sweep = Sweep(journal.writing)
        for _ in range(killed_after):
            sweep.step()
    with opened(tmp_path) as journal:  # whoever was killed knows nothing of it any more
        assert erasure.owed(journal, rows[0].seq)
        journal.vault.erase(parties=["p000000"])  # while a half-made table has a copy
        erasure.remove_traces(journal)
        assert not erasure.owed(journal, rows[0].seq)
        assert _traces(tmp_path) == []
        assert len(journal.vault.persons()) == 799
        assert not any(b"Person 000000 of" in content for content in everything(tmp_path).values())
        tables = journal.writing.db.execute("SELECT name FROM sqlite_master WHERE name LIKE 'vault%'")
        assert not [name for (name,) in tables.fetchall() if name.endswith(("_anew", "_old"))]


def test_a_backup_is_made_by_another_thread_while_the_journal_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        _somebody_among_many(journal)
        made: list[Path] = []
        copier = threading.Thread(
            target=lambda: made.extend(backup.copy(tmp_path, FakeClock().now()) for _ in range(5))
        )
        copier.start()
        rows = 0
        while copier.is_alive():
            journal.append([note(f"row {rows}")])
            rows += 1
        copier.join()
        assert len(made) == 5
        assert isinstance(journal.verify(), Verified)
    for copy in backup.existing(tmp_path):
        with backup.looked_at(copy) as db:
            assert backup.stands_at(copy) == (reading.epoch(db), reading.head(db).seq)


def test_every_table_of_the_vault_is_swept_or_says_why_not(tmp_path: Path) -> None:
    nameless = {"vault_spent"}  # ids that nobody else has
    with opened(tmp_path) as journal:
        found = journal.writing.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'vault%'"
        )
        assert {name for (name,) in found.fetchall()} == {*ERASABLE, *nameless}
