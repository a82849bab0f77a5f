"""A face is destroyed when its operator says so, when nobody used it, and when the site wants none."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.control.commands import forget, forget_face
from kiosk.custody.ids import PartyId
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import FaceForgotten, PersonErased
from kiosk.custody.words import Forgotten
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.tables import erasure
from kiosk.orders.erasure import destroy_unused_faces
from kiosk.orders.parcels import Place
from kiosk.orders.persons import ForgetFace
from kiosk.program.machine import open_journal
from kiosk.program.nightly import Nightly
from kiosk.site.parts.faces import FacesSite
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, book_of, events_of
from tests.visits.rig import Kiosk

PHONE, OTHER = "+49305550199", "+49307654321"
TEMPLATE = b"dlb1" + bytes(range(256)) * 2
DAY = 86_400


def _enrolled(kiosk: Running) -> list[bytes]:
    """Keeps a face of whoever has PHONE in data at rest; the bytes of its key and template."""
    with book_of(kiosk.data, kiosk.site) as book:
        (party,) = (p.party for p in book.vault.persons() if p.phone == PHONE)
        book.vault.faces.keep(party, TEMPLATE, SystemClock().now())
        backup.make(book.journal)
        kept = book.journal.vault.faces.get(party)
        assert kept is not None
        return [kept.key, kept.template]


def _traces(data: Path, wanted: list[bytes]) -> set[str]:
    files = [path for path in data.rglob("*") if path.is_file()]
    return {path.name for path in files for one in wanted if one in path.read_bytes()}


@pytest.fixture
def at_rest(tmp_path: Path) -> tuple[Running, list[bytes]]:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "1Z999AA10123456784", PHONE))
        kiosk.told(Place("11", "JJD0001234567", OTHER))
    wanted = _enrolled(kiosk)
    assert len(_traces(kiosk.data, wanted)) == 2
    return kiosk, wanted


def test_by_the_operator_though_a_parcel_waits(
    at_rest: tuple[Running, list[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk, wanted = at_rest
    said = ["--data", str(kiosk.data), "--phone", PHONE]
    assert forget_face(said) == 0
    assert capsys.readouterr().out == "Erased, also from the backups.\n"
    assert _traces(kiosk.data, wanted) == set()
    with book_of(kiosk.data, kiosk.site) as book:
        assert PHONE in {person.phone for person in book.vault.persons()}
    told = [event for event in events_of(kiosk.data) if isinstance(event, FaceForgotten)]
    assert [event.why for event in told] == [Forgotten.OPERATOR]
    assert forget_face(said) == 1
    assert capsys.readouterr().err == "cubby forget-face: No face of this person is kept here.\n"


def test_while_it_runs(at_rest: tuple[Running, list[bytes]], tmp_path: Path) -> None:
    _, wanted = at_rest
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert kiosk.told(ForgetFace(OTHER))["why"] == "No face of this person is kept here."
        assert kiosk.told(ForgetFace(PHONE)) == {"ok": True, "persons": 1, "left": ""}
        assert _traces(kiosk.data, wanted) == set()


def test_with_the_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "1Z999AA10123456784", OTHER))
    with own(kiosk.data) as owned, open_journal(owned, SystemClock()) as (journal, _):
        journal.vault.put_person(dataclasses.replace(journal.vault.persons()[0], party="p", phone=PHONE))
    wanted = _enrolled(kiosk)
    assert forget(["--data", str(kiosk.data), "--phone", PHONE]) == 0
    capsys.readouterr()
    assert _traces(kiosk.data, wanted) == set()
    told = events_of(kiosk.data)
    assert FaceForgotten(PartyId("p"), Forgotten.OPERATOR) in told
    assert PersonErased(PartyId("p")) in told


# --- by itself ------------------------------------------------------------------------------------


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path)
    one.book.record(MachineStarted("0", "", ""))
    for party in ("p-anna", "p-ben"):
        one.vault.faces.keep(party, TEMPLATE, one.clock.now())
    yield one
    one.end()


def certain(kiosk: Kiosk) -> CertainTime:
    time = kiosk.book.certain()
    assert time is not None
    return time


def test_what_nobody_used_for_the_sites_term_is_destroyed(kiosk: Kiosk) -> None:
    faces = FacesSite(keep=30 * DAY)
    kiosk.clock.advance(20 * DAY)
    kiosk.vault.faces.used("p-ben", kiosk.clock.now())
    assert destroy_unused_faces(kiosk.book, faces.keep, certain(kiosk)) == 0
    kiosk.clock.advance(11 * DAY)
    assert destroy_unused_faces(kiosk.book, faces.keep, certain(kiosk)) == 1
    assert kiosk.vault.faces.parties() == ("p-ben",)
    assert kiosk.events()[-1] == FaceForgotten(PartyId("p-anna"), Forgotten.UNUSED)
    kiosk.clock.advance(-5000 * DAY)  # a clock that was set back destroys nothing
    assert destroy_unused_faces(kiosk.book, faces.keep, certain(kiosk)) == 0


def test_a_site_that_wants_no_faces_any_more_keeps_none(kiosk: Kiosk) -> None:
    assert destroy_unused_faces(kiosk.book, None, certain(kiosk)) == 2
    assert kiosk.vault.faces.parties() == ()
    told = [event for event in kiosk.events() if isinstance(event, FaceForgotten)]
    assert {event.why for event in told} == {Forgotten.SWITCHED_OFF}


def test_it_happens_at_night_and_reaches_the_backups(
    at_rest: tuple[Running, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, wanted = at_rest
    done, replace_copies = Inbox(), erasure.replace_copies

    def removed(*of: object) -> Path:
        fresh = replace_copies(*of)  # type: ignore[arg-type]  # passed on
        done.put("removed")
        return fresh

    monkeypatch.setattr(erasure, "replace_copies", removed)
    monkeypatch.setattr("kiosk.program.life.LOOK", 0.02)
    monkeypatch.setattr(Nightly, "due", lambda _self: True)
    with Running(tmp_path) as kiosk:  # its site has no [faces]
        done.wait("removed")
    assert _traces(kiosk.data, wanted) == set()
    assert any(isinstance(event, FaceForgotten) for event in events_of(kiosk.data))
