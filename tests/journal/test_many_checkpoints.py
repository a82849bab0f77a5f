"""A folder with thousands of checkpoints' files starts as quickly as one with a few, and gets smaller."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.journal import checkpoints
from kiosk.journal.checkpoints import FOLDER, KEPT_FILES, REMOVED_AT_ONCE, Checkpoint, Reason
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.reading import Verified
from tests.journal.kit import KEYS, note, opened, written

MANY = 2000


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are parsed from now on."""
    names: list[str] = []
    parse = checkpoints._parse

    def parsed(path: Path) -> Checkpoint | None:
        names.append(path.name)
        return parse(path)

    monkeypatch.setattr(checkpoints, "_parse", parsed)
    return names


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    written(tmp_path, 10)
    for seq in range(11, 11 + MANY):  # of an epoch that is over
        (tmp_path / FOLDER / f"0000-{seq:012d}.json").write_text("{}")
    return tmp_path


def test_a_start_reads_the_newest_and_the_first_of_each_epoch(crowded: Path, reads: list[str]) -> None:
    stated = checkpoints.from_files(crowded)
    assert len(reads) <= KEPT_FILES + 2
    assert stated[-1].seq == 10


def test_old_files_go_some_at_a_time_until_as_many_are_left_as_are_kept(tmp_path: Path) -> None:
    written(tmp_path, 300, every=10_000)
    with opened(tmp_path, every=10_000) as journal:
        raw = {row.seq: row.hash for row in journal.rows()}
    for seq in range(2, 299):
        text = f"{1:04d}-{seq:012d}.json"
        (tmp_path / FOLDER / text).write_text("{}")
    before = len(checkpoints.files(tmp_path).ours)
    one = Checkpoint(300, 1, "2026-01-01", raw[300], Reason.ASKED).signed(KEYS.sign)
    one.to_file(tmp_path)
    assert len(checkpoints.files(tmp_path).ours) == before - REMOVED_AT_ONCE
    for _ in range(before // REMOVED_AT_ONCE + 1):
        one.to_file(tmp_path)
    assert len(checkpoints.files(tmp_path).ours) == KEPT_FILES


def test_where_a_backup_was_put_back_is_never_forgotten(tmp_path: Path) -> None:
    clock = FakeClock()
    written(tmp_path, 10)
    with opened(tmp_path, clock=clock) as journal:
        copy = backup.make(journal)
        for _ in range(20):
            journal.append([note()])
    with own(tmp_path) as owned:
        backup.restore(owned, copy, clock=clock, sign=KEYS.sign, verify=KEYS.verify)
    with opened(tmp_path, every=1) as journal:
        for _ in range(3 * KEPT_FILES):
            journal.append([note()])
        assert isinstance(journal.verify(), Verified)
    reasons = [one.reason for one in checkpoints.from_files(tmp_path)]
    assert reasons.count(Reason.RESTORED) == 1
    assert len(reasons) <= KEPT_FILES + 2
    with opened(tmp_path) as journal:
        assert isinstance(journal.verify(), Verified)
