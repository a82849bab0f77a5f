"""`cubby journal restore`: one command puts a sound backup back, and says what that loses."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.journal import book
from kiosk.journal.commands import command
from kiosk.journal.connection import FILE
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.problems import JournalUnusable
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from kiosk.vault import keys
from tests.journal.kit import everything


@contextlib.contextmanager
def _kiosk(folder: Path, clock: FakeClock) -> Iterator[Journal[Event]]:
    with own(folder) as owned:
        key = keys.load(folder, create=not (folder / FILE).exists(), environment={})
        with Journal.open(
            owned, clock=clock, boot="b", codec=book.codec(), sign=key.sign, verify=key.verify
        ) as journal:
            yield journal


def _lived(folder: Path) -> tuple[Path, Path]:
    """A journal of 12 rows with backups after 4 and after 8; both, the older first."""
    copies = []
    clock = FakeClock()
    with _kiosk(folder, clock) as journal:
        for _ in range(3):
            journal.append([Entry(VisitBegan("collect", "otter"), visit="v-1")] * 4)
            clock.advance(60)
            copies.append(backup.make(journal))
    copies.pop().unlink()
    return copies[0], copies[1]


def _rows(folder: Path) -> int:
    with _kiosk(folder, FakeClock()) as journal:
        return journal.head.seq


def test_the_newest_backup_is_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, newest = _lived(tmp_path)
    assert command.main(["restore", "--data", str(tmp_path), "--yes"]) == 0
    told = capsys.readouterr().out
    assert f"{newest.name} is the journal now: 8 rows, epoch 2; 4 later rows are lost." in told
    assert _rows(tmp_path) == 8


def test_a_journal_under_which_a_copy_was_put_is_refused_and_the_sentence_helps(tmp_path: Path) -> None:
    older, _ = _lived(tmp_path)
    (tmp_path / FILE).write_bytes(older.read_bytes())
    with pytest.raises(JournalUnusable, match="cubby journal restore"), _kiosk(tmp_path, FakeClock()):
        pass
    assert command.main(["restore", "--data", str(tmp_path), "--yes", "--backup", str(older)]) == 0
    assert _rows(tmp_path) == 4


def test_a_damaged_backup_is_passed_over_for_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older, newest = _lived(tmp_path)
    newest.write_bytes(newest.read_bytes()[:5000])
    assert command.main(["restore", "--data", str(tmp_path), "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["backup"] == str(older)
    assert _rows(tmp_path) == 4


def test_a_journal_that_is_gone_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _lived(tmp_path)
    (tmp_path / FILE).unlink()
    assert command.main(["restore", "--data", str(tmp_path), "--yes"]) == 0
    assert "what happened since is lost" in capsys.readouterr().out
    assert _rows(tmp_path) == 8


def test_nothing_changes_without_a_yes_beside_a_running_kiosk_or_without_a_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newest = _lived(tmp_path)
    before = everything(tmp_path)
    assert command.main(["restore", "--data", str(tmp_path)]) == 1
    assert "Say --yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _prompt: "")
    assert command.main(["restore", "--data", str(tmp_path)]) == 1
    assert "Nothing was changed" in capsys.readouterr().err
    with own(tmp_path):
        assert command.main(["restore", "--data", str(tmp_path), "--yes"]) == 1
    assert "already running" in capsys.readouterr().err
    assert everything(tmp_path) == before
    for copy in (older, newest):
        copy.unlink()
    assert command.main(["restore", "--data", str(tmp_path), "--yes"]) == 1
    assert "There is no backup" in capsys.readouterr().err
