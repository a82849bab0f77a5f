"""Whoever can write to the file can change it; the chain and the signed checkpoints show that they did."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.journal import checkpoints
from kiosk.journal.chain import GENESIS, Broken, Raw, canonical, link
from kiosk.journal.checkpoints import Checkpoint, Reason
from kiosk.journal.codec import canonical_json
from kiosk.journal.problems import JournalUnusable, Problem
from kiosk.journal.reading import Verified
from tests.journal.kit import STRANGER, intruder, opened, verified, written

Attack = Callable[[sqlite3.Connection], object]


def _raw(file: sqlite3.Connection, seq: int) -> Raw:
    return Raw(*file.execute("SELECT * FROM journal WHERE seq = ?", [seq]).fetchone())


def _chain_anew(file: sqlite3.Connection, seq: int) -> None:
    """Recompute every hash from `seq` on: an unkeyed chain can't hinder that."""
    previous = _raw(file, seq - 1).hash if seq > 1 else GENESIS
    (last,) = file.execute("SELECT max(seq) FROM journal").fetchone()
    for number in range(seq, last + 1):
        previous = link(previous, canonical(*_raw(file, number)[:-1]))
        file.execute("UPDATE journal SET hash = ? WHERE seq = ?", [previous, number])


def _alter(column: str, value: object) -> Attack:
    return lambda file: file.execute(f"UPDATE journal SET {column} = ? WHERE seq = 13", [value])  # noqa: S608  names from below


def _take_out(file: sqlite3.Connection) -> None:
    file.execute("DELETE FROM journal WHERE seq = 13")


def _close_the_gap(file: sqlite3.Connection) -> None:
    _take_out(file)
    for seq in range(14, 31):
        file.execute("UPDATE journal SET seq = seq - 1 WHERE seq = ?", [seq])


def _swap(file: sqlite3.Connection) -> None:
    for before, after in ((13, 0), (14, 13), (0, 14)):
        file.execute("UPDATE journal SET seq = ? WHERE seq = ?", [after, before])


def _put_in(file: sqlite3.Connection) -> None:
    for seq in range(30, 12, -1):
        file.execute("UPDATE journal SET seq = seq + 1 WHERE seq = ?", [seq])
    file.execute("INSERT INTO journal VALUES (13, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _raw(file, 5)[1:])


def _pose(file: sqlite3.Connection) -> None:
    """The same canonical bytes from other columns: the body swallows the boot."""
    row = _raw(file, 13)
    swallowed = f'{row.body},"boot":{json.dumps(row.boot)},"clock_trusted":true'
    file.execute("UPDATE journal SET body = ? WHERE seq = 13", [swallowed])


@pytest.mark.parametrize(
    "attack",
    [
        _alter("body", '{"colour":"red","text":"row 99"}'),
        _alter("body", '{"colour": "red", "text": "row 13"}'),
        _alter("visit", "v99"),
        _alter("visit", None),
        _alter("at", "2026-01-01T12:00:00.000001+00:00"),
        _alter("actor", "ben"),
        _alter("clock_trusted", 0),
        _alter("epoch", 2),
        _alter("v", 1),
        _alter("hash", bytes(32)),
        _take_out,
        _close_the_gap,
        _swap,
        _put_in,
        _pose,
    ],
)
def test_verify_names_the_first_row_that_was_touched(tmp_path: Path, attack: Attack) -> None:
    written(tmp_path, 30, every=10)
    assert isinstance(verified(tmp_path), Verified)
    with intruder(tmp_path) as file:
        attack(file)
    found = verified(tmp_path)
    assert isinstance(found, Broken)
    assert found.seq == 13


def test_a_chain_made_anew_disagrees_with_the_next_checkpoint(tmp_path: Path) -> None:
    written(tmp_path, 30, every=10)
    with intruder(tmp_path) as file:
        _alter("actor", "ben")(file)
        _chain_anew(file, 13)
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.CHAIN_BROKEN
    with intruder(tmp_path) as file:
        file.execute("DELETE FROM checkpoints WHERE seq > 13")
    for path in (tmp_path / checkpoints.FOLDER).glob("*30.json"):
        path.unlink()
    with (
        pytest.raises(JournalUnusable, match="rows 11 to 20 are not those that were signed"),
        opened(tmp_path),
    ):
        pass


def test_an_end_cut_off_shows_against_a_checkpoint(tmp_path: Path) -> None:
    written(tmp_path, 30, every=10)
    with intruder(tmp_path) as file:
        file.execute("DELETE FROM journal WHERE seq > 25")
        file.execute("DELETE FROM checkpoints WHERE seq > 25")
    with pytest.raises(JournalUnusable, match="rows 26 to 30 are gone") as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.CHAIN_BROKEN


def test_a_forged_checkpoint_does_not_bear_our_signature(tmp_path: Path) -> None:
    written(tmp_path, 30, every=10)
    forged = Checkpoint(25, 1, "2026-01-01T12:00:00.000000+00:00", bytes(32), Reason.ASKED)
    forged.signed(STRANGER.sign).to_file(tmp_path)
    with pytest.raises(JournalUnusable, match="does not bear this kiosk's signature"), opened(tmp_path):
        pass


def test_a_cut_can_not_be_passed_off_as_a_restore(tmp_path: Path) -> None:
    """Only a restore signed by this kiosk excuses rows that are gone."""
    written(tmp_path, 30, every=10)
    with intruder(tmp_path) as file:
        file.execute("DELETE FROM journal WHERE seq > 25")
        file.execute("DELETE FROM checkpoints WHERE seq > 25")
        (at_25,) = file.execute("SELECT hash FROM journal WHERE seq = 25").fetchone()
    excuse = Checkpoint(25, 2, "2026-01-01T12:00:00.000000+00:00", at_25, Reason.RESTORED)
    excuse.signed(STRANGER.sign).to_file(tmp_path)
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path):
        pass
    assert refusal.value.problem is Problem.CHAIN_BROKEN


def test_another_kiosks_key_fits_nothing_here(tmp_path: Path) -> None:
    written(tmp_path, 3)
    with pytest.raises(JournalUnusable) as refusal, opened(tmp_path, keys=STRANGER):
        pass
    assert refusal.value.problem is Problem.CHAIN_BROKEN


def test_an_unreadable_checkpoint_file_is_not_passed_over(tmp_path: Path) -> None:
    written(tmp_path, 3)
    (tmp_path / checkpoints.FOLDER / "0001-000000000002.json").write_text("{}")
    with pytest.raises(JournalUnusable, match="unreadable file"), opened(tmp_path):
        pass


def test_the_hash_is_what_the_design_says(tmp_path: Path) -> None:
    """SHA-256 of the hash before and of the row as canonical JSON, computed here by other means."""
    written(tmp_path, 3)
    previous = bytes(32)
    with opened(tmp_path) as journal:
        for row in journal.rows():
            said = {
                "seq": row.seq,
                "epoch": 1,
                "boot": "boot-1",
                "at": row.at.isoformat(timespec="microseconds"),
                "clock_trusted": True,
                "visit": f"v{row.seq}",
                "principal": None,
                "actor": "anna",
                "on_behalf_of": None,
                "kind": "Noted",
                "v": 2,
                "body": {"colour": "red", "text": f"row {row.seq}"},
            }
            previous = hashlib.sha256(previous + canonical_json(said).encode()).digest()
            assert row.hash == previous
