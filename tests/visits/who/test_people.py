"""Recipients by their phones, staff by their names, and what nobody may write into free text."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from kiosk.custody.ids import PartyId, TaskId
from kiosk.custody.proofs.events import BadgeTaken
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.orders.badges import GiveBadge, give_badge
from kiosk.orders.delegations import Delegate
from kiosk.orders.doors import OpenRemotely, check_opening, keep_reason, operator_named
from kiosk.orders.parcels import Announce
from kiosk.orders.persons import Forget, forget
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import AddStaff, RemoveStaff, remove
from tests.visits.rig import Kiosk

SPELLINGS = ("+49 1510 1234567", "01510 1234567", "0049 1510 1234567", "+49 (0)1510 1234567")


def parcels(kiosk: Kiosk) -> int:
    return len({c.legs[-1].parties for c in kiosk.ledger.consignments.values()})


# --- phones ---------------------------------------------------------------------------------------


def test_one_phone_is_one_person_however_it_is_written(kiosk: Kiosk) -> None:
    for number, phone in enumerate(SPELLINGS):
        kiosk.announced(f"JJD000000000{number}", phone=phone)
    assert parcels(kiosk) == 1
    assert [p.phone for p in kiosk.vault.persons()] == ["+4915101234567"]


def test_forgetting_finds_every_spelling_that_an_earlier_cubby_kept(kiosk: Kiosk) -> None:
    for number, phone in enumerate((*SPELLINGS, "٠١٥١٠ ١٢٣٤٥٦٧")):
        kiosk.book.record(
            BadgeTaken(PartyId(f"old{number}")),
            also=lambda n=number, p=phone: kiosk.vault.remember_person(f"old{n}", "", p),  # type: ignore[misc]
        )
    kiosk.vault.remember_person("other", "", "+49 1510 7654567")
    assert forget(kiosk.book, Forget("01510 1234567")) == 5
    assert [p.party for p in kiosk.vault.persons()] == ["other"]
    for phone in SPELLINGS:
        with pytest.raises(OrderRefused, match="Nobody here has the phone"):
            forget(kiosk.book, Forget(phone))


def test_a_phone_that_no_number_can_be_is_found_as_it_was_written(kiosk: Kiosk) -> None:
    kiosk.vault.remember_person("old", "", "call 4711-x")
    assert forget(kiosk.book, Forget("4711")) == 1


def test_a_person_of_two_spellings_is_asked_for_by_either(kiosk: Kiosk) -> None:
    """What waits for the one that an earlier Cubby kept is delegated by today's spelling."""
    placed = kiosk.placed("12", phone=SPELLINGS[0])
    (party,) = (p.party for p in kiosk.vault.persons())
    kiosk.vault.remember_person(party, "", SPELLINGS[1])
    kiosk.vault.remember_person("0-first", "", SPELLINGS[2])
    assert placed.pin
    assert kiosk.delegates(Delegate(SPELLINGS[3]))


@pytest.mark.parametrize("phone", ["mother", "030\N{LINE SEPARATOR}1234567", "٠٣٠ ١٢٣٤٥٦٧", "12"])
def test_what_is_no_phone_is_refused_by_every_order_that_keeps_one(kiosk: Kiosk, phone: str) -> None:
    with pytest.raises(OrderRefused, match="phone number"):
        kiosk.announced("JJD0001234567", phone=phone)
    with pytest.raises(OrderRefused, match="phone number"):
        kiosk.placed("12", phone=phone)
    with pytest.raises(OrderRefused, match="phone number"):
        give_badge(kiosk.means, GiveBadge(phone, "0011223344"))
    assert kiosk.vault.persons() == ()


def test_looking_somebody_up_reads_no_table_from_end_to_end(kiosk: Kiosk, tmp_path: Path) -> None:
    """The cost of an announcement does not grow with the persons: each look goes by an index."""
    with contextlib.closing(sqlite3.connect(tmp_path / "journal.db")) as db:
        for where in ("vault_persons WHERE phone_end = ?", "vault_persons WHERE name_key = ?",
                      "vault_labels WHERE tracking = ?", "vault_answers WHERE id = ?",
                      "vault_credentials WHERE tag = ?"):  # fmt: skip
            query = f"EXPLAIN QUERY PLAN SELECT * FROM {where}"  # noqa: S608  from above
            plan = " ".join(row[3] for row in db.execute(query, ["1"]))
            assert "SEARCH" in plan, plan
            assert "SCAN" not in plan, plan


# --- staff ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("again", ["Tess Young", "tess  young", "TESS YOUNG ", "Ｔess Young"])
def test_a_name_that_works_here_already_is_told_and_chosen(kiosk: Kiosk, again: str) -> None:
    kiosk.gives(AddStaff("Tess Young", "courier"))
    with pytest.raises(OrderRefused, match=r"works here already \(courier id\d+\). Say --anyway"):
        kiosk.gives(AddStaff(again, "technician"))
    kiosk.gives(AddStaff(again, "courier", anyway=True))
    with pytest.raises(OrderRefused, match=r"2 have the name .*courier id\d+ \(since .*with --staff"):
        remove(kiosk.book, RemoveStaff("Tess Young"))
    assert len(kiosk.ledger.staff) == 2
    one, other = sorted(kiosk.ledger.staff)
    assert remove(kiosk.book, RemoveStaff("tess young", staff=one)) == 1
    assert set(kiosk.ledger.staff) == {other}
    with pytest.raises(OrderRefused, match="No technician here"):
        remove(kiosk.book, RemoveStaff("Tess Young", "technician"))
    assert remove(kiosk.book, RemoveStaff("Tess Young")) == 1


# --- free text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("call 0151 123 45 67 first", "phone or a tracking number"),
        ("+49 30/1234567 says so", "phone or a tracking number"),
        ("٠١٥١ ١٢٣٤٥٦٧", "phone or a tracking number"),
        ("parcel JJD0001234567 is stuck", "tracking number"),
        ("jjd0001abcdef, look", r"tracking number \(jjd0001abcdef\)"),
        ("for Tess Young, who waits", r"name \(Tess Young\)"),
        ("TESS  YOUNG asked", "name"),
        ("two\nlines", "one line"),
        ("turned \N{RIGHT-TO-LEFT OVERRIDE}round", "one line"),
    ],
)
def test_free_text_that_tells_of_somebody_is_refused(kiosk: Kiosk, reason: str, why: str) -> None:
    kiosk.gives(AddStaff("Tess Young", "courier"))
    kiosk.announced("JJD0001ABCDEF")
    with pytest.raises(OrderRefused, match=why):
        check_opening(kiosk.means, OpenRemotely("12", reason, "Ana"))
    with pytest.raises(OrderRefused, match=why):
        kiosk.gives(Announce("JJD0007654321", "+49 30 1234567", route=reason))
    with pytest.raises(OrderRefused, match=why):
        kiosk.gives(AddStaff("Bo", "courier", route=reason))


def test_plain_words_and_numbers_of_doors_are_taken(kiosk: Kiosk) -> None:
    for reason in (
        "door 12 does not close, since 14:30",
        "customer at door, ticket 4711",
        "Öffnung zur Probe",
    ):
        check_opening(kiosk.means, OpenRemotely("12", reason, "Ana"))


def test_a_reason_is_kept_apart_and_goes_with_whoever_gave_it(kiosk: Kiosk) -> None:
    words = "the customer waits at the window"
    by = operator_named(kiosk.means, "Ana")
    text = keep_reason(kiosk.means, by, words)
    kiosk.house.visits.open_from_afar("12", by, text, lambda _outcome: None)
    (made,) = (event for event in kiosk.events() if isinstance(event, TaskMade))
    assert (made.note, kiosk.vault.text(made.text)) == ("", words)
    rows = kiosk.journal.writing.db.execute("SELECT body FROM journal").fetchall()
    assert not any(words in body or "Ana" in body for (body,) in rows)
    kiosk.lock_says()
    kiosk.closes("12")
    remove(kiosk.book, RemoveStaff("Ana"))
    assert kiosk.vault.text(made.text) == ""


def test_a_task_of_an_earlier_cubby_keeps_its_note(kiosk: Kiosk) -> None:
    kiosk.book.record(TaskMade(TaskId("t"), TaskKind.OPEN, "12", "operator", "because"))
    assert kiosk.ledger.tasks[TaskId("t")].note == "because"
