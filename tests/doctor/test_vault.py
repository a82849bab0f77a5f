"""Doctor compares the vault with the ledger, and looks into the data folder for what is not Cubby's."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.doctor.examination import examine
from kiosk.journal import checkpoints
from kiosk.journal.connection import FILE
from kiosk.orders.parcels import Place
from kiosk.orders.staff import AddStaff
from kiosk.site.whole import Site
from kiosk.visits.book import Book
from tests.program.rig import Running, book_of


@pytest.fixture
def served(tmp_path: Path) -> tuple[Path, Site]:
    """Data of a kiosk that has run once: one parcel in 12, one courier."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))
        kiosk.told(AddStaff("Tess", "courier"))
    return kiosk.data, kiosk.site


@contextlib.contextmanager
def _vault(data: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(data / FILE, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _findings(data: Path, site: Site) -> list[str]:
    with book_of(data, site) as book:
        return _said(site, book)


def _said(site: Site, book: Book) -> list[str]:
    found: list[Any] = examine(site, book, None)["findings"]
    return [str(one["text"]) for one in found]


def test_a_sound_vault_is_not_spoken_of(served: tuple[Path, Site]) -> None:
    assert not [one for one in _findings(*served) if "vault" in one]


def test_a_waiting_thing_that_nobody_can_collect_is_named(served: tuple[Path, Site]) -> None:
    data, site = served
    with _vault(data) as file:
        file.execute("DELETE FROM vault_credentials")
    assert any("Door 12: no code" in one for one in _findings(data, site))


def test_a_missing_person_is_named(served: tuple[Path, Site]) -> None:
    data, site = served
    with _vault(data) as file:
        file.execute("DELETE FROM vault_persons")
    assert any("Door 12: the recipient's phone" in one for one in _findings(data, site))


@pytest.mark.parametrize("audience", ["visitor", "staff"])
def test_rows_moved_to_another_person_are_counted(served: tuple[Path, Site], audience: str) -> None:
    data, site = served
    with _vault(data) as file:
        file.execute("UPDATE vault_credentials SET expires_at = '9999' WHERE audience = ?", [audience])
    assert any("2 credentials were altered" in one for one in _findings(data, site))


def test_what_is_not_ours_or_torn_in_the_data_folder_is_named(served: tuple[Path, Site]) -> None:
    data, site = served
    (data / "backups").mkdir(exist_ok=True)
    (data / "backups" / "journal-copy.db").write_bytes(b"")
    (data / "checkpoints" / "x.json").mkdir()
    checkpoints.files(data).ours[0].write_bytes(b"")
    told = _findings(data, site)
    for words in ("journal-copy.db in", "x.json in", "can't be read. The checkpoint before counts"):
        assert any(words in one for one in told)


def test_a_file_in_place_of_the_backups_folder_is_named(served: tuple[Path, Site]) -> None:
    data, site = served
    (data / "backups").write_bytes(b"")
    assert any("is a file and has to be a folder" in one for one in _findings(data, site))
