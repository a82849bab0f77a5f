"""A face at rest opens for its person only, and a face that was destroyed is in no file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.machine.pace import CertainTime
from kiosk.journal.connection import FILE
from kiosk.journal.copies import backup
from kiosk.journal.store import Journal
from kiosk.journal.tables import erasure
from kiosk.journal.tables.faces import FaceChoice
from kiosk.vault.vault import Vault
from tests.journal.kit import KEYS, STRANGER, Anything, everything, note, opened

NOW = FakeClock().now()
ANNA, BEN = "p-anna", "p-ben"
ANNAS, BENS = b"dlb1" + bytes(range(256)) * 2, b"dlb1" + bytes(reversed(range(256))) * 2


@contextlib.contextmanager
def _both(folder: Path) -> Iterator[tuple[Vault, Journal[Anything]]]:
    """A vault that keeps two faces, and its journal."""
    with opened(folder) as journal:
        vault = Vault(journal.vault, KEYS.pepper)
        vault.faces.keep(ANNA, ANNAS, NOW)
        vault.faces.keep(BEN, BENS, NOW)
        yield vault, journal


def test_a_face_is_found_again_and_its_numbers_are_in_no_file(tmp_path: Path) -> None:
    with _both(tmp_path) as (vault, _):
        assert vault.faces.template(ANNA) == ANNAS
        assert vault.faces.templates([BEN, "p-nobody", ANNA]) == {BEN: BENS, ANNA: ANNAS}
        assert vault.faces.template("p-nobody") is None
        assert vault.faces.has(BEN)
        assert vault.faces.parties() == (ANNA, BEN)
        for content in everything(tmp_path).values():
            assert ANNAS[4:200] not in content
    with opened(tmp_path) as journal:
        assert Vault(journal.vault, KEYS.pepper).faces.template(ANNA) == ANNAS


def test_each_face_has_a_key_of_its_own(tmp_path: Path) -> None:
    with _both(tmp_path) as (vault, journal):
        tables = journal.vault.faces
        first = tables.get(ANNA)
        vault.faces.keep(ANNA, ANNAS, NOW)
        again, other = tables.get(ANNA), tables.get(BEN)
        assert first
        assert again
        assert other
        assert len({first.key, again.key, other.key}) == 3
        assert len({first.template, again.template, other.template}) == 3


def test_a_template_moved_to_another_persons_row_does_not_open(tmp_path: Path) -> None:
    with _both(tmp_path) as (vault, journal):
        tables = journal.vault.faces
        bens = tables.get(BEN)
        annas = tables.get(ANNA)
        assert annas
        assert bens
        tables.put(replace(annas, party=BEN))
        assert vault.faces.template(BEN) is None
        tables.put(replace(bens, template=annas.template))
        assert vault.faces.template(BEN) is None
        tables.put(replace(bens, key=annas.key))
        assert vault.faces.template(BEN) is None
        tables.put(bens)
        assert vault.faces.template(BEN) == BENS


def test_another_kiosks_pepper_and_damaged_rows_open_nothing(tmp_path: Path) -> None:
    with _both(tmp_path) as (_, journal):
        assert Vault(journal.vault, STRANGER.pepper).faces.template(ANNA) is None
        annas = journal.vault.faces.get(ANNA)
        assert annas
        vault = Vault(journal.vault, KEYS.pepper)
        for damaged in (
            replace(annas, key=b""),
            replace(annas, template=b"short"),
            replace(annas, template=annas.template[:-1] + bytes([annas.template[-1] ^ 1])),
        ):
            journal.vault.faces.put(damaged)
            assert vault.faces.templates([ANNA, BEN]) == {BEN: BENS}


def test_the_term_counts_from_the_last_use(tmp_path: Path) -> None:
    with _both(tmp_path) as (vault, _):
        vault.faces.used(BEN, NOW + timedelta(days=100))
        term = timedelta(days=30)
        for days, unused in ((30, ()), (31, (ANNA,)), (131, (ANNA, BEN))):
            assert vault.faces.unused_for(term, CertainTime(NOW + timedelta(days=days))) == unused


def test_the_last_choice_is_remembered_and_goes_with_the_person(tmp_path: Path) -> None:
    with _both(tmp_path) as (vault, _):
        assert vault.faces.choice(ANNA) is None
        vault.faces.note_choice(ANNA, 1, NOW, agreed=False)
        vault.faces.note_choice(ANNA, 2, NOW, agreed=True)
        said = vault.faces.choice(ANNA)
        assert isinstance(said, FaceChoice)
        assert (said.version, said.agreed) == (2, True)
        assert vault.faces.destroy([ANNA]) == 1
        assert vault.faces.choice(ANNA) == said
        assert vault.erase(parties=[ANNA]) == 1
        assert vault.faces.choice(ANNA) is None
        assert vault.faces.template(BEN) == BENS


def _kept_bytes(folder: Path, party: str) -> list[bytes]:
    """Key and template of a person as they are in the file, read from outside."""
    with contextlib.closing(sqlite3.connect(folder / FILE)) as outside:
        row = outside.execute("SELECT key, template FROM vault_faces WHERE party = ?", [party]).fetchone()
    return list(row)


def _where(folder: Path, wanted: list[bytes]) -> set[str]:
    return {name for name, content in everything(folder).items() if any(one in content for one in wanted)}


@pytest.mark.parametrize("whole_person", [False, True])
def test_what_was_destroyed_is_in_no_file(tmp_path: Path, whole_person: bool) -> None:
    clock = FakeClock()
    with opened(tmp_path, clock=clock) as journal:
        vault = Vault(journal.vault, KEYS.pepper)
        for number in range(300):  # so many that pages split and rows were moved about
            vault.faces.keep(f"p{(number * 7919) % 100003:06d}", ANNAS, NOW)
            if number == 100:
                vault.faces.keep(ANNA, ANNAS, NOW)
            if number % 40 == 0:
                vault.faces.used(ANNA, NOW + timedelta(seconds=number))
        for _ in range(2):
            clock.advance(60)
            backup.make(journal)
    wanted = _kept_bytes(tmp_path, ANNA)
    with opened(tmp_path, clock=clock) as journal:
        vault = Vault(journal.vault, KEYS.pepper)
        vault.faces.used(ANNA, NOW + timedelta(seconds=301))  # writes the page into the log
        clock.advance(60)
        assert _where(tmp_path, wanted) >= {FILE, f"{FILE}-wal"}
        assert any(name.startswith("backups/") for name in _where(tmp_path, wanted))
        destroy = vault.erase if whole_person else vault.faces.destroy
        journal.append([note("destroyed")], also=lambda: destroy(parties=[ANNA]))
        erasure.remove_traces(journal)
        assert _where(tmp_path, wanted) == set()
        assert len(vault.faces.parties()) == 300
    assert _where(tmp_path, wanted) == set()
