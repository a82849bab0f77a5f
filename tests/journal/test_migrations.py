"""A database of an older release becomes one of this release, and loses nothing on the way."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.clock import FakeClock
from kiosk.journal import connection
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.migrations import USER_VERSION, migrations
from kiosk.journal.reading import Verified
from kiosk.journal.tables.vault import Person
from tests.journal.kit import KEYS, note, opened

_LATER = [m.name for m in migrations._migrations][1:]


def _of_an_older_release(folder: Path, monkeypatch: pytest.MonkeyPatch, stop_before: str) -> None:
    older = SimpleNamespace(
        apply=lambda db: migrations.apply(db, stop_before=stop_before),
        migrations_table=migrations.migrations_table,
    )
    with monkeypatch.context() as patch:
        patch.setattr(connection, "migrations", older)
        with opened(folder) as journal:
            # As that release wrote it.
            person = "INSERT INTO vault_persons (party, name, phone) VALUES ('p', 'Ann', '0151-1234')"
            if stop_before > "m006":
                columns = "party, name, phone, phone_end, name_key"
                person = (
                    f"INSERT INTO vault_persons ({columns}) VALUES ('p', 'Ann', '0151-1234', '1234', 'ann')"  # noqa: S608  words of ours
                )
            journal.append([note("then")], lambda: journal.writing.db.execute(person))
            backup.make(journal)
            assert _version(journal.writing.db) < USER_VERSION


def _version(db: object) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()  # type: ignore[attr-defined]  # sqlite-utils has no types
    return int(version)


@pytest.mark.parametrize("stop_before", _LATER)
def test_it_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_before: str) -> None:
    _of_an_older_release(tmp_path, monkeypatch, stop_before)
    with opened(tmp_path) as journal:
        assert _version(journal.writing.db) == USER_VERSION
        person = Person("p", "Ann", "0151-1234")
        assert journal.vault.person("p") == person
        assert journal.vault.persons_with("1234") == journal.vault.persons_named("ann") == (person,)
        assert journal.vault.faces.parties() == ()
        journal.append([note("now")])
        assert isinstance(journal.verify(), Verified)
    with opened(tmp_path) as journal:
        assert len(list(journal.rows())) == 2


def test_so_is_an_old_backup_that_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _of_an_older_release(tmp_path, monkeypatch, _LATER[0])
    with own(tmp_path) as owned:
        copy = backup.existing(tmp_path)[0]
        backup.restore(owned, copy, clock=FakeClock(), sign=KEYS.sign, verify=KEYS.verify)
    with opened(tmp_path) as journal:
        assert _version(journal.writing.db) == USER_VERSION
        assert journal.vault.faces.parties() == ()
