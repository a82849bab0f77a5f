"""Whoever is forgotten is in no file under DATA any more, and nobody is forgotten too early."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.control.commands import forget, staff
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import PersonErased
from kiosk.journal.connection import read_only
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.tables import erasure
from kiosk.journeys.handover.screens import DidYouTakeIt, ScanParcel, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import YesNo
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.erasure import clear_traces
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.persons import Forget
from kiosk.orders.staff import AddStaff, RemoveStaff
from kiosk.program import life
from kiosk.program.machine import open_journal
from kiosk.vault.keys import load
from kiosk.vault.pins import OWASP_MINIMUM, PinTagger
from kiosk.vault.tokens import tag_token
from kiosk.visits.things.departures import forget_departed
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, book_of, events_of

PHONE = "+49305550199"
SAME_PHONE = "0049 (30) 555-0199"[2:]
TRACKING = "1Z999AA10123456784"
OTHER = "+49307654321"


def traces(data: Path, wanted: list[bytes]) -> set[tuple[str, bytes]]:
    """Which of these bytes are in which file; read from outside, as whoever steals the disk would."""
    files = [path for path in data.rglob("*") if path.is_file()]
    assert files
    return {(p.name, one) for p in files for content in [p.read_bytes()] for one in wanted if one in content}


def secrets_of(data: Path, told: dict[str, str]) -> list[bytes]:
    """All that the vault may have of somebody: phone, label, and what PIN and token were turned into."""
    pepper = load(data, create=False).pepper
    tags = [PinTagger(pepper, OWASP_MINIMUM).tag_pin(told["pin"], None), tag_token(pepper, told["token"])]
    return [PHONE.encode(), TRACKING.encode(), *tags]


def collects(kiosk: Running, token: str) -> None:
    """A recipient takes the parcel out of compartment 12 and goes."""
    kiosk.scans(token)
    kiosk.shows(TakeParcel)
    kiosk.boards.close(1, 12)
    kiosk.shows(DidYouTakeIt)
    kiosk.presses(YesNo.YES)
    kiosk.shows(ThankYou)
    kiosk.presses(ThanksChoice.DONE)
    kiosk.home()


def backed_up(data: Path) -> None:
    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, _):
        backup.make(journal)


def test_what_left_long_ago_is_forgotten_at_night_in_every_file(gone: tuple[Running, list[bytes]]) -> None:
    kiosk, wanted = gone
    assert traces(kiosk.data, wanted)
    with book_of(kiosk.data, kiosk.site) as book:
        forget_departed(book, kiosk.site.services, CertainTime(SystemClock().now() + timedelta(days=31)))
        assert clear_traces(book) == ""
    assert traces(kiosk.data, wanted) == set()


@pytest.fixture
def gone(tmp_path: Path) -> tuple[Running, list[bytes]]:
    """A kiosk at rest whose visitor has collected all there was; they are in its journal and its backup."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        told = kiosk.told(Place("12", TRACKING, PHONE))
        kiosk.told(Place("11", "JJD0001234567", OTHER))
        collects(kiosk, told["token"])
    backed_up(kiosk.data)
    wanted = secrets_of(kiosk.data, told)
    found = traces(kiosk.data, wanted)
    assert {one for _, one in found} == set(wanted)
    assert {name for name, _ in found} >= {"journal.db", backup.existing(kiosk.data)[0].name}
    return kiosk, wanted


def test_at_rest(gone: tuple[Running, list[bytes]], capsys: pytest.CaptureFixture[str]) -> None:
    kiosk, wanted = gone
    assert forget(["--data", str(kiosk.data), "--phone", SAME_PHONE]) == 0
    assert capsys.readouterr().out == "Erased, also from the backups.\n"
    assert traces(kiosk.data, wanted) == set()
    assert any(isinstance(event, PersonErased) for event in events_of(kiosk.data))
    with book_of(kiosk.data, kiosk.site) as book:
        assert [p.phone for p in book.vault.persons()] == [OTHER]
        assert traces(kiosk.data, wanted) == set()


def test_while_it_runs(gone: tuple[Running, list[bytes]], tmp_path: Path) -> None:
    before, wanted = gone
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert kiosk.told(Forget(PHONE)) == {"ok": True, "persons": 1, "left": ""}
        assert traces(kiosk.data, wanted) == set()
        assert kiosk.told(Forget(PHONE))["why"] == f"Nobody here has the phone {PHONE!r}."
        assert kiosk.told(Place("10", TRACKING, PHONE))["ok"] is True
        assert traces(kiosk.data, wanted) != set()
    assert before.data == kiosk.data


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (
            Place("12", TRACKING, PHONE),
            "A parcel for this person is in compartment 12. Forget them when it is gone.",
        ),
        (Announce(TRACKING, PHONE), "A parcel for this person is announced. Forget them when it is gone."),
    ],
)
def test_not_while_something_waits_for_them(tmp_path: Path, order: Place | Announce, sentence: str) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert kiosk.told(order)["ok"] is True
        assert kiosk.told(Forget(SAME_PHONE)) == {"ok": False, "why": sentence}
    with book_of(kiosk.data, kiosk.site) as book:
        assert [p.phone for p in book.vault.persons()] == [PHONE]


def test_not_while_they_stand_at_the_machine(tmp_path: Path) -> None:
    sentence = "Their visit at the machine is not over. Ask again when it is."
    with Running(tmp_path) as kiosk:
        kiosk.home()
        told = kiosk.told(Place("12", TRACKING, PHONE))
        kiosk.scans(told["token"])
        kiosk.shows(TakeParcel)
        kiosk.boards.close(1, 12)
        kiosk.shows(DidYouTakeIt)
        kiosk.presses(YesNo.YES)
        kiosk.shows(ThankYou)
        assert kiosk.told(Forget(PHONE)) == {"ok": False, "why": sentence}
        kiosk.presses(ThanksChoice.DONE)
        kiosk.home()
        assert kiosk.told(Forget(PHONE))["ok"] is True

        badge = kiosk.told(AddStaff("Wilhelmina Zweig", "courier"))["token"]
        kiosk.scans(badge)
        kiosk.shows(ScanParcel)
        assert kiosk.told(RemoveStaff("Wilhelmina Zweig")) == {"ok": False, "why": sentence}


def test_staff_that_is_let_go_can_not_sign_in_and_leaves_no_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "Wilhelmina Zweig"
    with Running(tmp_path) as kiosk:
        kiosk.home()
        badge = kiosk.told(AddStaff(name, "courier"))["token"]
        kiosk.told(AddStaff(name, "technician", anyway=True))
        kiosk.told(AddStaff("Bo", "courier"))
    backed_up(kiosk.data)
    assert len(traces(kiosk.data, [name.encode()])) >= 2
    with Running(tmp_path) as kiosk:
        kiosk.home()
        common = ["--data", str(kiosk.data), "--name", name]
        assert staff(["remove", *common, "--role", "courier"]) == 0
        with contextlib.closing(read_only(kiosk.data)) as db:
            assert db.execute("SELECT count(*) FROM vault_persons").fetchone() == (2,)
        kiosk.scans(badge)
        assert kiosk.shows(EnterPin).problem is PinProblem.NOT_FOUND
        assert staff(["remove", *common]) == 0
        assert staff(["remove", *common]) == 1
        assert traces(kiosk.data, [name.encode()]) == set()
    assert f"No member of staff here has the name {name!r}." in capsys.readouterr().err
    with book_of(kiosk.data, kiosk.site) as book:
        assert [member.role for member in book.ledger.staff.values()] == ["courier"]


def owed(kiosk: Running) -> bool:
    with book_of(kiosk.data, kiosk.site) as book:
        return erasure.owed(book.journal, book.ledger.erased_at)


@contextlib.contextmanager
def reader_in_the_way(data: Path) -> Iterator[None]:
    with contextlib.closing(read_only(data)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal").fetchone()
        yield


def test_copies_that_could_not_go_at_once_go_the_next_night(
    gone: tuple[Running, list[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, wanted = gone
    removed = Inbox()
    assert not owed(before)
    with Running(tmp_path) as kiosk:
        kiosk.home()
        with reader_in_the_way(kiosk.data):
            assert forget(["--data", str(kiosk.data), "--phone", PHONE]) == 1
        refusal = capsys.readouterr().err
        assert refusal.startswith(
            "cubby forget: Erased, but not yet from older copies; the kiosk tries again at night: "
        )
        assert "Another program is reading the journal" in refusal
    assert {one for _, one in traces(kiosk.data, wanted)} == set(wanted)
    assert owed(before)

    def replaced(*of: object) -> Path:
        path = replace_copies(*of)  # type: ignore[arg-type]  # passed on
        removed.put("removed")
        return path

    replace_copies = erasure.replace_copies
    monkeypatch.setattr(erasure, "replace_copies", replaced)
    monkeypatch.setattr(life, "LOOK", 0.02)
    monkeypatch.setattr("kiosk.program.nightly.Nightly.due", lambda _night: not removed.history)
    with Running(tmp_path):
        removed.wait("removed")
    assert traces(kiosk.data, wanted) == set()
    assert not owed(before)
