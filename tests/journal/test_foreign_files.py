"""Files that others put into the data folder are left alone; a file that a disk has spoilt counts as gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.journal import checkpoints
from kiosk.journal.checkpoints import Reason
from kiosk.journal.connection import backups
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.problems import JournalUnusable
from kiosk.journal.reading import Verified
from kiosk.journal.tables import erasure
from tests.journal.kit import KEYS, note, opened, verified, written

OURS = "0001-000000000003.json"


def _file(name: str, content: bytes = b"SQLite format 3\0") -> Callable[[Path], Path]:
    def put(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return put


def _folder(name: str) -> Callable[[Path], Path]:
    def put(folder: Path) -> Path:
        (folder / name).mkdir()
        return folder / name

    return put


def _link(name: str) -> Callable[[Path], Path]:
    def put(folder: Path) -> Path:
        (folder / name).symlink_to("nowhere")
        return folder / name

    return put


FOREIGN_BACKUPS = [
    _file("journal-copy.db"),
    _file("0001-000000000003-20260101T120000000000Z (1).db"),
    _file("0001-000000000003-20260231T120000000000Z.db"),
    _file("0001-000000000003-yesterday.db"),
    _file("Thumbs.db"),
    _file("kept.new"),
    _folder("0001-000000000009-20260101T120000000000Z.db"),
    _link("0001-000000000009-20260101T120000000001Z.db"),
]
FOREIGN_CHECKPOINTS = [
    _file(f"._{OURS}", b"\0\5\x16\7"),
    _file("x.json", b"{}"),
    _file(f"{OURS} copy.json", b"{}"),
    _file("deep.json", b"[" * 5000),
    _folder("x.json"),
    _folder("0001-000000009998.json"),
    _link("0001-000000009999.json"),
]


@pytest.mark.parametrize("put", FOREIGN_BACKUPS)
def test_a_foreign_file_among_the_backups_is_neither_counted_nor_deleted(
    tmp_path: Path, put: Callable[[Path], Path]
) -> None:
    (tmp_path / "backups").mkdir(parents=True)
    foreign = put(tmp_path / "backups")
    with opened(tmp_path) as journal:
        for _ in range(3):
            journal.append([note()])
            made = backup.make(journal, keep=1)
        assert backup.existing(tmp_path) == [made]
        assert backups(tmp_path).foreign == (foreign,)
        assert backup.made_at(made) is not None
        erasure.remove_traces(journal)
    assert foreign.is_symlink() or foreign.exists()


@pytest.mark.parametrize("put", FOREIGN_CHECKPOINTS)
def test_a_foreign_file_among_the_checkpoints_is_neither_read_nor_deleted(
    tmp_path: Path, put: Callable[[Path], Path]
) -> None:
    written(tmp_path, 3)
    foreign = put(tmp_path / checkpoints.FOLDER)
    with opened(tmp_path) as journal:
        for _ in range(checkpoints.KEPT_FILES + 3):
            journal.append([note()])
            journal.checkpoint()
    assert isinstance(verified(tmp_path), Verified)
    assert checkpoints.files(tmp_path).foreign == (foreign,)
    assert len(checkpoints.files(tmp_path).ours) == checkpoints.KEPT_FILES
    assert foreign.is_symlink() or foreign.exists()


@pytest.mark.parametrize("content", [b"", b'{"at":"2026-', b"\xff\xfe\0", b"[" * 5000, b"\0" * 200])
def test_a_torn_checkpoint_counts_as_gone_and_the_one_before_it_holds(tmp_path: Path, content: bytes) -> None:
    written(tmp_path, 20)
    newest = checkpoints.files(tmp_path).ours[-1]
    newest.write_bytes(content)
    assert checkpoints.torn(tmp_path) == (newest,)
    with opened(tmp_path) as journal:
        assert journal.head.seq == 20
    assert isinstance(verified(tmp_path), Verified)


def test_a_folder_of_checkpoints_that_is_a_file_stops_nothing(tmp_path: Path) -> None:
    written(tmp_path, 3)
    for path in (tmp_path / checkpoints.FOLDER).iterdir():
        path.unlink()
    (tmp_path / checkpoints.FOLDER).rmdir()
    (tmp_path / checkpoints.FOLDER).write_bytes(b"in the way")
    with opened(tmp_path) as journal:
        journal.append([note()])
        journal.checkpoint()
    assert isinstance(verified(tmp_path), Verified)


def test_a_wrong_backup_put_back_first_does_not_stand_in_the_way_of_the_right_one(tmp_path: Path) -> None:
    """What ran on the wrong one left signed statements of a history that is nobody's any more."""
    clock = FakeClock()
    with opened(tmp_path, clock=clock, every=4) as journal:
        journal.append([note()] * 10)
        old = backup.make(journal)
        journal.append([note()] * 30)
        clock.advance(60)
        new = backup.make(journal)
    for copy in (old, new):
        clock.advance(60)
        with own(tmp_path) as owned:
            back = backup.restore(owned, copy, clock=clock, sign=KEYS.sign, verify=KEYS.verify)
        with opened(tmp_path, clock=clock, every=4) as journal:
            journal.append([note("after")] * 9)
    assert (back.seq, back.epoch, back.reason) == (40, 3, Reason.RESTORED)
    assert isinstance(verified(tmp_path), Verified)


def test_a_statement_of_the_history_that_goes_on_is_still_held_against_it(tmp_path: Path) -> None:
    clock = FakeClock()
    with opened(tmp_path, clock=clock) as journal:
        journal.append([note()] * 10)
        copy = backup.make(journal)
    with own(tmp_path) as owned:
        backup.restore(owned, copy, clock=clock, sign=KEYS.sign, verify=KEYS.verify)
    with opened(tmp_path, clock=clock) as journal:
        journal.append([note("after")] * 9)
        lies = journal.checkpoint()
    forged = checkpoints.Checkpoint(lies.seq, lies.epoch, lies.at, bytes(32), lies.reason)
    forged.signed(KEYS.sign).to_file(tmp_path)
    with pytest.raises(JournalUnusable, match="are not those that were signed"), opened(tmp_path):
        pass
