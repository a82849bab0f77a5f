"""A file that is cut, flipped, newer, foreign or gone is refused with a sentence, and left as it is."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kiosk.journal.codec import Codec, Unreadable
from kiosk.journal.connection import FILE, SMALL_ENOUGH_TO_CHECK
from kiosk.journal.problems import SENTENCES, JournalUnusable, Problem
from kiosk.journal.reading import Verified
from tests.journal.kit import CODEC, Rolled, everything, intruder, note, opened, written


def _refusal(folder: Path) -> JournalUnusable:
    """How opening is refused; what is there must not have changed by it."""
    before = everything(folder)
    with pytest.raises(JournalUnusable) as refusal, opened(folder):
        pass
    assert everything(folder) == before
    return refusal.value


def _flip(at: int, bit: int, content: bytearray) -> None:
    content[at] ^= bit


def _edit(folder: Path, edit: Callable[[bytearray], object]) -> None:
    content = bytearray((folder / FILE).read_bytes())
    edit(content)
    (folder / FILE).write_bytes(content)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_is_damaged(tmp_path: Path, share: float) -> None:
    written(tmp_path, 200)
    size = (tmp_path / FILE).stat().st_size

    def cut(content: bytearray) -> None:
        del content[int(size * share) :]

    _edit(tmp_path, cut)
    assert _refusal(tmp_path).problem is Problem.DAMAGED


def test_a_file_of_noise_is_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(random.Random(1).randbytes(20_000))  # noqa: S311  noise, not a secret
    assert _refusal(tmp_path).problem is Problem.DAMAGED


def test_an_altered_byte_in_a_row_breaks_the_chain(tmp_path: Path) -> None:
    written(tmp_path, 20)
    where = (tmp_path / FILE).read_bytes().index(b'"text":"row 20"') + 9

    def flip(content: bytearray) -> None:
        content[where] ^= 1

    _edit(tmp_path, flip)
    refusal = _refusal(tmp_path)
    assert refusal.problem is Problem.CHAIN_BROKEN
    assert "row 20" in refusal.detail


@pytest.mark.slow
def test_no_flipped_bit_changes_what_the_journal_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is refused at the start, found by a full verification, or changes no row."""
    monkeypatch.setattr("kiosk.journal.reading.AT_A_START", 10)
    sound = tmp_path / "sound"
    written(sound, 40)
    with opened(sound) as journal:
        rows = tuple(journal.rows())
    size = (sound / FILE).stat().st_size
    draw = random.Random(7)  # noqa: S311  repeatable, not secret
    refused = found = harmless = 0
    for _ in range(300):
        hurt = tmp_path / "hurt"
        shutil.copytree(sound, hurt)
        where, bit = draw.randrange(size), 1 << draw.randrange(8)
        _edit(hurt, partial(_flip, where, bit))
        try:
            with opened(hurt) as journal:
                if isinstance(journal.verify(), Verified):
                    assert tuple(journal.rows()) == rows
                    harmless += 1
                else:
                    found += 1
        except JournalUnusable:
            refused += 1
        shutil.rmtree(hurt)
    assert refused > 0
    assert found > 0
    assert harmless > 0


def test_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    written(tmp_path, 3)
    with intruder(tmp_path, disarmed=False) as later_release:
        later_release.execute("PRAGMA user_version = 999")
    assert _refusal(tmp_path).problem is Problem.NEWER_VERSION


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / FILE)
    foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.commit()
    foreign.close()
    assert _refusal(tmp_path).problem is Problem.NOT_OURS


@pytest.mark.parametrize("leave_it_empty", [True, False])
def test_a_journal_that_is_gone_is_not_begun_anew(tmp_path: Path, leave_it_empty: bool) -> None:
    written(tmp_path, 3)
    if leave_it_empty:
        (tmp_path / FILE).write_bytes(b"")
    else:
        (tmp_path / FILE).unlink()
    assert _refusal(tmp_path).problem is Problem.MISSING


def test_an_empty_file_beside_a_write_ahead_log_does_not_lose_the_log(tmp_path: Path) -> None:
    """SQLite deletes the log beside an empty file, and with it what was never copied out of it."""
    (tmp_path / FILE).write_bytes(b"")
    (tmp_path / f"{FILE}-wal").write_bytes(b"the last rows")
    assert _refusal(tmp_path).problem is Problem.MISSING
    assert (tmp_path / f"{FILE}-wal").read_bytes() == b"the last rows"


def test_a_first_start_that_was_cut_short_is_taken_up_again(tmp_path: Path) -> None:
    begun = sqlite3.connect(tmp_path / FILE)
    begun.execute("PRAGMA journal_mode = WAL")
    begun.close()
    with opened(tmp_path) as journal:
        journal.append([note()])
        assert isinstance(journal.verify(), Verified)


def test_a_large_file_is_not_read_whole_at_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 200)
    monkeypatch.setattr("kiosk.journal.connection.SMALL_ENOUGH_TO_CHECK", 1)
    monkeypatch.setattr("kiosk.journal.reading.AT_A_START", 100)
    size = (tmp_path / FILE).stat().st_size
    assert size < SMALL_ENOUGH_TO_CHECK
    where = (tmp_path / FILE).read_bytes().index(b'"text":"row 20"') + 9
    _edit(tmp_path, lambda content: content.__setitem__(where, content[where] ^ 1))
    with opened(tmp_path) as journal:
        assert not isinstance(journal.verify(), Verified)


def test_an_event_that_this_version_can_not_read_is_said_clearly(tmp_path: Path) -> None:
    written(tmp_path, 1)
    with opened(tmp_path) as journal:
        journal.codec = Codec({"Rolled": Rolled})
        with pytest.raises(Unreadable, match="unknown kind 'Noted'"):
            list(journal.rows())
        journal.codec = CODEC
        assert len(list(journal.rows())) == 1


def test_every_problem_has_a_sentence_that_says_what_to_do() -> None:
    assert set(SENTENCES) == set(Problem)
    for sentence in SENTENCES.values():
        assert sentence.count(".") >= 2
        assert "error" not in sentence.lower()
