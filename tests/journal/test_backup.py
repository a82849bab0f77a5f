"""Backups are whole or not there; putting one back loses rows knowingly and never uses a number twice."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.journal.checkpoints import Checkpoint
from kiosk.journal.connection import FILE
from kiosk.journal.copies import backup
from kiosk.journal.copies.backup import BackupFailed
from kiosk.journal.lock import own
from kiosk.journal.problems import JournalUnusable, Problem
from kiosk.journal.reading import Verified, head
from kiosk.journal.tables.vault import Person
from kiosk.vault.keys import Keys
from tests.journal.kit import KEYS, STRANGER, everything, intruder, note, opened, verified, written


def _backed_up(folder: Path, rows: int = 10) -> Path:
    with opened(folder) as journal:
        for _ in range(rows):
            journal.append([note()])
        journal.vault.put_person(Person("p1", "Ann", ""))
        return backup.make(journal)


def _restore(folder: Path, path: Path, keys: Keys = KEYS) -> Checkpoint:
    with own(folder) as owned:
        return backup.restore(owned, path, clock=FakeClock(), sign=keys.sign, verify=keys.verify)


def test_a_backup_is_a_whole_journal(tmp_path: Path) -> None:
    path = _backed_up(tmp_path)
    with backup.looked_at(path) as copy:
        assert head(copy).seq == 10
        assert copy.execute("SELECT name FROM vault_persons").fetchone() == ("Ann",)
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    clock = FakeClock()
    with opened(tmp_path, clock=clock) as journal:
        made = []
        for _ in range(5):
            clock.advance(60)
            journal.append([note()])
            made.append(backup.make(journal, keep=3))
    assert backup.existing(tmp_path) == made[-3:]


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    path = _backed_up(tmp_path)
    (path.parent / "0001-000000000009-x.new").write_text("half")
    with opened(tmp_path) as journal:
        journal.append([note()])
        backup.make(journal)
    assert not list(path.parent.glob("*.new"))


def test_a_backup_that_fails_harms_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.append([note()])
        (tmp_path / "backups").write_text("in the way")
        with pytest.raises(BackupFailed, match="could not be made"):
            backup.make(journal)
        (tmp_path / "backups").unlink()
        journal.append([note()])
        assert isinstance(journal.verify(), Verified)
        assert backup.make(journal).exists()


def test_putting_one_back_raises_the_epoch_and_knows_what_is_lost(tmp_path: Path) -> None:
    path = _backed_up(tmp_path)
    with opened(tmp_path) as journal:
        lost = [journal.append([note("lost")])[0] for _ in range(20)]
    stated = _restore(tmp_path, path)
    assert (stated.seq, stated.epoch) == (10, 2)
    assert isinstance(verified(tmp_path), Verified)
    with opened(tmp_path) as journal:
        assert (journal.epoch, journal.head.seq) == (2, 10)
        (row,) = journal.append([note("found")])
        assert (row.seq, row.epoch) == (11, 2)
        assert row.hash != lost[0].hash
        assert isinstance(journal.verify(), Verified)
    aside = list((tmp_path / backup.SET_ASIDE).rglob(FILE))
    assert len(aside) == 1
    with backup.looked_at(aside[0]) as old:
        assert head(old).seq == 30


def test_the_same_backup_put_back_again_gets_another_epoch(tmp_path: Path) -> None:
    path = _backed_up(tmp_path)
    epochs = [_restore(tmp_path, path).epoch]
    clock = FakeClock()
    clock.advance(60)
    with opened(tmp_path, clock=clock) as journal:
        journal.append([note()])
    with own(tmp_path) as owned:
        again = backup.restore(owned, path, clock=clock, sign=KEYS.sign, verify=KEYS.verify)
    assert [*epochs, again.epoch] == [2, 3]
    with opened(tmp_path) as journal:
        assert isinstance(journal.verify(), Verified)


def test_a_damaged_journal_can_be_replaced(tmp_path: Path) -> None:
    path = _backed_up(tmp_path)
    (tmp_path / FILE).write_bytes(b"noise" * 4000)
    with pytest.raises(JournalUnusable), opened(tmp_path):
        pass
    _restore(tmp_path, path)
    with opened(tmp_path) as journal:
        assert (journal.head.seq, journal.epoch) == (10, 2)
        assert isinstance(journal.verify(), Verified)


def test_a_damaged_or_foreign_backup_is_refused_before_anything_changes(tmp_path: Path) -> None:
    path = _backed_up(tmp_path)
    cut = tmp_path / "cut.db"
    cut.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    altered = tmp_path / "altered"
    written(altered, 5)
    with intruder(altered) as file:
        file.execute("UPDATE journal SET actor = 'ben' WHERE seq = 3")
    before = everything(tmp_path)
    for bad in (cut, altered / FILE, tmp_path / "nowhere.db"):
        with pytest.raises(BackupFailed):
            _restore(tmp_path, bad)
    with pytest.raises(BackupFailed, match="signature"):
        _restore(tmp_path, path, STRANGER)
    assert everything(tmp_path) == before


def test_a_restore_that_is_cut_short_leaves_nothing_to_start_on_by_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _backed_up(tmp_path)

    class PowerCutError(Exception):
        pass

    def cut(path: Path) -> None:
        if path == tmp_path:
            raise PowerCutError

    with monkeypatch.context() as patch, contextlib.suppress(PowerCutError):
        patch.setattr("kiosk.journal.copies.backup.sync", cut)
        _restore(tmp_path, path)
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.MISSING
    clock = FakeClock()
    clock.advance(60)
    with own(tmp_path) as owned:
        backup.restore(owned, path, clock=clock, sign=KEYS.sign, verify=KEYS.verify)
    with opened(tmp_path) as journal:
        assert journal.head.seq == 10
