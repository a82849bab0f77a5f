"""Appending: durable, all or nothing, by one thread, chained and signed as it goes."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.words import Audience
from kiosk.journal import checkpoints
from kiosk.journal.checkpoints import Reason
from kiosk.journal.problems import AlreadyThere, JournalUnusable, Problem
from kiosk.journal.reading import Verified
from kiosk.journal.rows import Entry
from kiosk.journal.tables.vault import Credential, CredentialKind, Person
from tests.journal.kit import Noted, Rolled, Wheel, note, opened, written


def test_rows_come_back_as_they_were_appended(tmp_path: Path) -> None:
    clock = FakeClock()
    rolled = Rolled((Wheel(2.5), Wheel(1.0, 3)), None, fast=True)
    with opened(tmp_path, clock=clock) as journal:
        first = journal.append([note("a", visit="v1", principal="swift", actor="anna", on_behalf_of="ben")])
        clock.advance(0.25)
        others = journal.append([note("b"), Entry(rolled)])
        read = tuple(journal.rows())
    assert read == first + others
    assert [row.seq for row in read] == [1, 2, 3]
    assert (read[0].visit, read[0].principal, read[0].actor, read[0].on_behalf_of) == (
        "v1",
        "swift",
        "anna",
        "ben",
    )
    assert read[2].event == rolled
    assert read[2].at - read[0].at == timedelta(seconds=0.25)
    with opened(tmp_path) as journal:
        assert tuple(journal.rows()) == read
        assert tuple(journal.rows(after=1, upto=2)) == read[1:2]


def test_a_row_says_whether_its_clock_could_be_trusted(tmp_path: Path) -> None:
    with opened(tmp_path, clock=FakeClock(trusted=False)) as journal:
        (doubtful,) = journal.append([note()])
    with opened(tmp_path) as journal:
        (sure,) = journal.append([note()])
    assert (doubtful.clock_trusted, sure.clock_trusted) == (False, True)


def test_many_rows_are_read_in_order_and_the_chain_holds(tmp_path: Path) -> None:
    with opened(tmp_path, every=100) as journal:
        for _ in range(6):
            journal.append([note(str(number)) for number in range(201)])
        assert [row.seq for row in journal.rows()] == list(range(1, 1207))
        assert journal.verify() == Verified(1, journal.head, checkpoints=2 * 7)


def test_vault_rows_ride_in_the_same_transaction(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.append([note()], also=lambda: journal.vault.put_person(Person("p1", "Ann", "")))
    with opened(tmp_path) as journal:
        assert journal.vault.person("p1") == Person("p1", "Ann", "")
        assert journal.head.seq == 1


def test_what_also_raises_undoes_everything_and_the_journal_goes_on(tmp_path: Path) -> None:
    class ChangedMyMindError(Exception):
        pass

    with opened(tmp_path) as journal:

        def also() -> None:
            journal.vault.put_person(Person("p1", "Ann", ""))
            raise ChangedMyMindError

        with pytest.raises(ChangedMyMindError):
            journal.append([note("undone")], also=also)
        assert journal.vault.person("p1") is None
        journal.append([note("kept")])
        assert [row.event for row in journal.rows()] == [Noted("kept")]
        assert isinstance(journal.verify(), Verified)


def test_text_that_is_no_text_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        with pytest.raises(UnicodeEncodeError):
            journal.append([note("fine"), note("\ud800")])
        assert journal.head.seq == 0
        journal.append([note("fine")])
        assert isinstance(journal.verify(), Verified)


def test_append_within_append_is_our_mistake(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        with pytest.raises(RuntimeError, match="append within append"):
            journal.append([note()], also=lambda: journal.append([note()]))
        assert journal.head.seq == 0


def test_another_thread_is_turned_away(tmp_path: Path) -> None:
    caught: list[BaseException] = []

    def meddle() -> None:
        for act in (lambda: journal.append([note()]), lambda: list(journal.rows()), journal.vault.persons):
            try:
                act()
            except RuntimeError as mistake:
                caught.append(mistake)

    with opened(tmp_path) as journal:
        thread = threading.Thread(target=meddle)
        thread.start()
        thread.join()
        assert journal.head.seq == 0
    assert [str(mistake) for mistake in caught] == ["the journal belongs to another thread"] * 3


def test_a_closed_journal_takes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        pass
    with pytest.raises(JournalUnusable) as refusal:
        journal.append([note()])
    assert refusal.value.problem is Problem.STOPPED


def test_checkpoints_are_made_at_the_beginning_on_the_way_on_demand_and_at_the_end(tmp_path: Path) -> None:
    with opened(tmp_path, every=4) as journal:
        journal.append([note()])
        journal.checkpoint()
        journal.append([note() for _ in range(9)])
        journal.append([note()])
    made = [(one.seq, one.reason) for one in checkpoints.from_files(tmp_path)]
    assert made == [
        (0, Reason.CREATED),
        (1, Reason.ASKED),
        (10, Reason.INTERVAL),
        (11, Reason.CLOSED),
    ]


def test_only_so_many_checkpoint_files_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path, every=1) as journal:
        for _ in range(checkpoints.KEPT_FILES + 10):
            journal.append([note()])
        assert isinstance(journal.verify(), Verified)
    found = checkpoints.from_files(tmp_path)
    assert len(found) == checkpoints.KEPT_FILES
    assert found[-1].seq == checkpoints.KEPT_FILES + 10


def test_a_checkpoint_that_gets_no_file_loses_no_row(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path, every=2) as journal:
        journal.append([note()])
        (tmp_path / "checkpoints").rename(tmp_path / "elsewhere")
        (tmp_path / "checkpoints").write_text("in the way")
        journal.append([note()])
        (tmp_path / "checkpoints").unlink()
        (tmp_path / "elsewhere").rename(tmp_path / "checkpoints")
        journal.append([note()])
        assert isinstance(journal.verify(), Verified)
        assert journal.head.seq == 3
    assert "no file of its own" in caplog.text


def test_the_same_tag_twice_undoes_the_append(tmp_path: Path) -> None:
    def issue(name: str) -> None:
        journal.vault.add_credential(Credential(name, "p", Audience.VISITOR, CredentialKind.PIN, b"tag"))

    with opened(tmp_path) as journal:
        journal.append([note()], also=lambda: issue("one"))
        with pytest.raises(AlreadyThere):
            journal.append([note()], also=lambda: issue("two"))
        assert journal.head.seq == 1
        assert [one.id for one in journal.vault.credentials_of("p")] == ["one"]


def test_reopening_goes_on_where_it_ended(tmp_path: Path) -> None:
    written(tmp_path, 5)
    with opened(tmp_path) as journal:
        (row,) = journal.append([note()])
        assert row.seq == 6
        assert isinstance(journal.verify(), Verified)
