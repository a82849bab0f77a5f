"""What is kept of somebody's wishes is destroyed at the operator's word, and nothing else of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.custody.doors.events import LowDoorWanted
from kiosk.custody.ids import PartyId
from kiosk.custody.wishes.events import PreferenceForgotten, PreferenceKept
from kiosk.custody.wishes.wishes import Wishes
from kiosk.custody.words import Forgotten
from kiosk.journal.copies import backup
from kiosk.orders.parcels import Place
from kiosk.orders.persons import EraseWishes
from tests.program.rig import Running, book_of, events_of

PHONE, OTHER = "+49305550199", "+49307654321"


@pytest.fixture
def kiosk(tmp_path: Path) -> Running:
    """At rest, with a parcel for each of two, and one's wishes."""
    with Running(tmp_path) as running:
        running.home()
        running.told(Place("12", "1Z999AA10123456784", PHONE))
        running.told(Place("11", "JJD0001234567", OTHER))
    with book_of(running.data, running.site) as book:
        (party,) = (PartyId(p.party) for p in book.vault.persons() if p.phone == PHONE)
        wishes = Wishes(text=200, reach=True)
        book.record(
            PreferenceKept(party, 1),
            LowDoorWanted(party),
            also=lambda: book.vault.wishes.keep(party, wishes, SystemClock().now()),
        )
        backup.make(book.journal)
    return running


def _traces(kiosk: Running, of: bytes) -> list[str]:
    return [path.name for path in kiosk.data.rglob("*") if path.is_file() and of in path.read_bytes()]


def test_at_rest_though_a_parcel_waits(kiosk: Running, capsys: pytest.CaptureFixture[str]) -> None:
    with book_of(kiosk.data, kiosk.site) as book:
        (party,) = book.ledger.low_doors
        kept = book.journal.vault.wishes.get(party)
        assert kept is not None
    assert len(_traces(kiosk, kept.sealed)) == 2
    said = ["forget-wishes", "--data", str(kiosk.data), "--phone", PHONE]
    assert main(said) == 0
    assert capsys.readouterr().out == "Erased, also from the backups.\n"
    assert _traces(kiosk, kept.sealed) == []
    with book_of(kiosk.data, kiosk.site) as book:
        assert {PHONE, OTHER} <= {person.phone for person in book.vault.persons()}
        assert book.ledger.low_doors == frozenset()
    told = [event for event in events_of(kiosk.data) if isinstance(event, PreferenceForgotten)]
    assert told == [PreferenceForgotten(party, Forgotten.OPERATOR)]
    assert main(said) == 1
    assert capsys.readouterr().err == "cubby forget-wishes: No wishes of this person are kept here.\n"


def test_while_it_runs(kiosk: Running, tmp_path: Path) -> None:
    with Running(tmp_path) as running:
        running.home()
        assert running.told(EraseWishes("+49301111111"))["why"] == "Nobody here has the phone '+49301111111'."
        assert running.told(EraseWishes(OTHER))["why"] == "No wishes of this person are kept here."
        assert running.told(EraseWishes(PHONE)) == {"ok": True, "persons": 1, "left": ""}
