"""A backup every night, when nobody is there, whatever the disk and the clock do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.things.services import Service
from kiosk.journal import checkpoints
from kiosk.journal.connection import BACKUPS
from kiosk.journal.copies import backup
from kiosk.journal.reading import head
from kiosk.journeys.front.screens import Home
from kiosk.journeys.handover.screens import DidYouTakeIt, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import YesNo
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.parcels import Place
from kiosk.program import life, nightly
from kiosk.program.clearing import tried
from kiosk.program.life import Life
from kiosk.program.nightly import LOOK, Nightly
from tests.helpers.inbox import Inbox
from tests.program.rig import Running
from tests.visits.rig import Kiosk

BERLIN = "Europe/Berlin"


def work(night: Nightly, kiosk: Kiosk) -> float:
    """What a night does, one after the other; seconds until the next look."""
    night.sign()
    return night.copied(tried(backup.copy, kiosk.folder, kiosk.clock.now()))


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """It is noon in winter; three in the night in Berlin is two o'clock UTC."""
    one = Kiosk(tmp_path, clock=FakeClock(datetime(2026, 1, 1, 12, tzinfo=UTC)))
    yield one
    one.end()


def hours(kiosk: Kiosk, count: float) -> None:
    kiosk.clock.advance(count * 3600)


def test_the_first_backup_comes_soon_and_the_next_after_three_in_the_night(kiosk: Kiosk) -> None:
    night = Nightly(kiosk.journal, BERLIN)
    assert night.due()
    assert work(night, kiosk) == LOOK
    assert not night.due()
    hours(kiosk, 13.9)
    assert not night.due()
    hours(kiosk, 0.2)
    assert night.due()
    work(night, kiosk)
    assert not night.due()
    assert len(backup.existing(kiosk.folder)) == 2


def test_a_kiosk_that_was_off_at_night_makes_its_backup_when_it_is_on_again(kiosk: Kiosk) -> None:
    work(Nightly(kiosk.journal, BERLIN), kiosk)
    hours(kiosk, 40)
    assert Nightly(kiosk.journal, BERLIN).due()


def test_night_is_when_it_is_night_there(kiosk: Kiosk) -> None:
    for zone, comes_after in (("Asia/Tokyo", 6.0), ("America/Los_Angeles", 23.0)):
        night = Nightly(kiosk.journal, zone)
        work(night, kiosk)
        made = kiosk.clock.now()
        while not night.due():
            hours(kiosk, 0.5)
        assert kiosk.clock.now() - made == timedelta(hours=comes_after)
        kiosk.clock.advance((made - kiosk.clock.now()).total_seconds())


YEARS = 5 * 365 * 86_400.0


def test_a_backup_of_a_day_that_is_still_to_come_counts_for_none(kiosk: Kiosk) -> None:
    """The clock was years ahead when it was made, and was set right since."""
    kiosk.clock.lie(YEARS)
    work(Nightly(kiosk.journal, BERLIN), kiosk)
    kiosk.clock.lie(-YEARS)
    assert Nightly(kiosk.journal, BERLIN).due()


def test_one_that_is_dated_in_the_future_leads_to_one_more_and_pushes_none_out(kiosk: Kiosk) -> None:
    """It ends at the very row where the journal still ends; nothing was recorded since."""
    night = Nightly(kiosk.journal, BERLIN)
    good = []
    for label in ("1", "2"):
        kiosk.placed(label, f"JJD000123456{label}")
        work(night, kiosk)
        good += backup.existing(kiosk.folder)[-1:]
        hours(kiosk, 24)
    kiosk.placed("3", "JJD0001234563")
    kiosk.clock.lie(YEARS)
    work(Nightly(kiosk.journal, BERLIN), kiosk)
    kiosk.clock.lie(-YEARS)
    made = 0
    again = Nightly(kiosk.journal, BERLIN)
    for _ in range(60):
        if again.due():
            made += 1
            work(again, kiosk)
        kiosk.clock.advance(LOOK)
    assert made == 1
    assert backup.existing(kiosk.folder)[:2] == good
    assert backup.made_at(backup.existing(kiosk.folder)[-1]) <= kiosk.clock.now()


def test_a_start_in_between_makes_no_more_of_them(kiosk: Kiosk) -> None:
    kiosk.clock.lie(YEARS)
    work(Nightly(kiosk.journal, BERLIN), kiosk)
    kiosk.clock.lie(-YEARS)
    work(Nightly(kiosk.journal, BERLIN), kiosk)
    assert not Nightly(kiosk.journal, BERLIN).due()


def test_a_clock_that_jumps_to_and_fro_makes_no_copy_each_time(kiosk: Kiosk) -> None:
    night, made = Nightly(kiosk.journal, BERLIN), 0
    for step in range(100):
        kiosk.clock.lie(YEARS if step % 2 else -YEARS)
        kiosk.clock.advance(LOOK)
        if night.due():
            made += 1
            work(night, kiosk)
    assert made == 1


def test_a_backup_is_whole_and_what_it_holds_is_signed(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    work(Nightly(kiosk.journal, BERLIN), kiosk)
    with backup.looked_at(backup.existing(kiosk.folder)[0]) as copy:
        assert head(copy) == kiosk.journal.head
    stated = checkpoints.from_files(kiosk.folder)[-1]
    assert (stated.seq, stated.reason) == (kiosk.journal.head.seq, checkpoints.Reason.ASKED)


def test_a_failure_is_told_once_and_so_is_its_end(kiosk: Kiosk, caplog: pytest.LogCaptureFixture) -> None:
    night = Nightly(kiosk.journal, BERLIN)
    in_the_way = kiosk.folder / BACKUPS
    in_the_way.write_text("no folder")
    for _ in range(3):
        assert work(night, kiosk) > LOOK
        assert night.due()
    in_the_way.unlink()
    assert work(night, kiosk) == LOOK
    assert work(night, kiosk) == LOOK
    said = [r.getMessage() for r in caplog.records if r.name == "kiosk.program.nightly"]
    assert len(said) == 2
    assert said[0].startswith("there is no backup of this day: ")
    assert said[1] == "backups are made again"
    kiosk.placed("12")


# --- on a running machine -------------------------------------------------------------------------


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> Inbox:
    """Every look whether it is time ("look") and every backup ("made") of a kiosk in a hurry."""
    told = Inbox()
    look, copy = Life._night, backup.copy

    def looked(self: Life) -> None:
        look(self)
        told.put("look")

    def made(*of: object) -> Path:
        path = copy(*of)  # type: ignore[arg-type]  # passed on
        told.put("made")
        return path

    monkeypatch.setattr(Life, "_night", looked)
    monkeypatch.setattr(backup, "copy", made)
    monkeypatch.setattr(life, "LOOK", 0.02)
    monkeypatch.setattr(nightly, "LOOK", 0.02)
    monkeypatch.setattr(Nightly, "due", lambda _self: True)
    return told


def test_it_is_made_while_nobody_is_there_and_never_during_a_visit(tmp_path: Path, nights: Inbox) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        nights.wait("made")
        token = kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))["token"]
        kiosk.scans(token)
        kiosk.shows(TakeParcel)
        nights.rest()
        for _ in range(5):
            nights.wait("look")
        assert "made" not in nights.history[-5:]
        kiosk.boards.close(1, 12)
        kiosk.shows(DidYouTakeIt)
        kiosk.presses(YesNo.YES)
        kiosk.shows(ThankYou)
        kiosk.presses(ThanksChoice.DONE)
        kiosk.home()
        nights.rest()
        nights.wait("made")


def test_a_door_that_stands_open_all_night_is_no_visit_that_one_waits_for(
    tmp_path: Path, nights: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = Service("house", remind_after=0, reminders=0)
    monkeypatch.setattr("kiosk.journeys.doors.remote.HOUSE", hasty)
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(OpenRemotely("12", "to look", "Ana"))
        kiosk.shows(Home, lambda home: home.open_doors == ("12",))
        nights.rest()
        nights.wait("made")


def test_days_without_a_backup_are_counted_for_the_technician(kiosk: Kiosk) -> None:
    night = Nightly(kiosk.journal, BERLIN)
    assert night.unsaved_days() == 0
    kiosk.staff("courier")
    hours(kiosk, 24 * 90 + 1)
    assert night.unsaved_days() == 90  # there never was one
    work(night, kiosk)
    assert night.unsaved_days() == 0
    hours(kiosk, 47)
    assert night.unsaved_days() == 1
    hours(kiosk, 2)
    assert night.unsaved_days() == 2
    kiosk.clock.lie(-10 * 86_400.0)
    assert night.unsaved_days() == 82  # a backup that is still to come counts for none
