"""The real machine without a window: its start, its stop, bad disks, and what changes between two lives."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.control.client import NotRunning
from kiosk.custody.doors.events import VisitEnded
from kiosk.custody.event import Event
from kiosk.custody.events import EVENTS, UPCASTERS
from kiosk.custody.machine.events import MachineStarted, MachineStopped
from kiosk.custody.proofs.attempts import LIMITS, Limit
from kiosk.custody.words import Audience, Condition, Ending, TaskKind, Way
from kiosk.journal import checkpoints, connection
from kiosk.journal.codec import Codec
from kiosk.journal.connection import FILE
from kiosk.journal.lock import own
from kiosk.journal.migrations import USER_VERSION
from kiosk.journal.problems import unusable
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from kiosk.journeys.front.screens import HomeChoice, OutOfService, OutReason, Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import DidYouTakeIt, ScanParcel, TakeParcel
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.staff import AddStaff
from kiosk.program.machine import SITE_COPY, open_journal
from kiosk.site.loading import load_site
from kiosk.site.whole import Site
from kiosk.vault.vault import Vault
from kiosk.visits.house import House
from kiosk.visits.scene import Answered
from tests.program.rig import Running, book_of, events_of

PHONE = "+49 30 1234567"
STORAGE = OutOfService(OutReason.STORAGE)


def test_it_starts_serves_and_settles_what_is_open_when_it_is_told_to_stop(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        assert kiosk.shows(OutOfService) == OutOfService(OutReason.STARTING)
        kiosk.home()
        token = kiosk.told(Place("12", "JJD0001234567", PHONE))["token"]
        kiosk.scans(token)
        assert kiosk.shows(TakeParcel).label == "12"
    events = events_of(kiosk.data)
    assert isinstance(events[0], MachineStarted)
    assert events[-2:] == [VisitEnded(Ending.INTERRUPTED), MachineStopped("the test is over")]
    with book_of(kiosk.data, kiosk.site) as book:
        assert book.ledger.visits == {}
        assert book.ledger.holding("12").condition is Condition.UNKNOWN
    with pytest.raises(NotRunning):
        kiosk.told(AddStaff("Bo", "courier"))


def test_a_machine_that_never_started_can_be_stopped(tmp_path: Path) -> None:
    kiosk = Running(tmp_path)
    kiosk.__exit__(None, None, None)
    assert not (kiosk.data / FILE).exists()


def test_where_the_chain_stands_is_signed_while_it_runs_and_when_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, (Way.COMMAND, Audience.STAFF), Limit(10_000, 1))
    with Running(tmp_path) as kiosk:
        kiosk.home()
        begun = checkpoints.from_files(kiosk.data)
        assert [one.reason for one in begun] == [checkpoints.Reason.CREATED]
        while len(checkpoints.from_files(kiosk.data)) == 1:
            kiosk.told(OpenRemotely("1", "to have something written", "Ana"))
        assert checkpoints.from_files(kiosk.data)[-1].reason is checkpoints.Reason.INTERVAL
    stated = checkpoints.from_files(kiosk.data)[-1]
    assert stated.reason is checkpoints.Reason.CLOSED
    assert stated.seq == len(events_of(kiosk.data))


# --- bad disks ----------------------------------------------------------------------------------


def _sql(data: Path, *statements: str) -> None:
    db = sqlite3.connect(data / FILE, isolation_level=None)
    try:
        for statement in statements:
            db.execute(statement)
    finally:
        db.close()


def _newer(data: Path, _patch: pytest.MonkeyPatch) -> Callable[[], None]:
    _sql(data, "PRAGMA user_version = 99")
    return lambda: _sql(data, f"PRAGMA user_version = {USER_VERSION}")


def _damaged(data: Path, _patch: pytest.MonkeyPatch) -> Callable[[], None]:
    whole = (data / FILE).read_bytes()
    (data / FILE).write_bytes(whole[:8192] + os.urandom(4096) + whole[12288:])
    return lambda: _put_back(data / FILE, whole)


def _gone(data: Path, _patch: pytest.MonkeyPatch) -> Callable[[], None]:
    whole = (data / FILE).read_bytes()
    (data / FILE).unlink()
    return lambda: _put_back(data / FILE, whole)


def _altered(data: Path, _patch: pytest.MonkeyPatch) -> Callable[[], None]:
    trigger = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%update%'"
    db = sqlite3.connect(data / FILE, isolation_level=None)
    name, sql = db.execute(trigger.replace("SELECT sql", "SELECT name, sql")).fetchone()
    db.execute(f"DROP TRIGGER {name}")
    db.close()
    return lambda: _sql(data, sql)


def _keys_gone(data: Path, _patch: pytest.MonkeyPatch) -> Callable[[], None]:
    (data / "keys").rename(data / "lost")
    return lambda: _put_keys_back(data)


def _put_keys_back(data: Path) -> None:
    (data / "lost").rename(data / "keys")


def _put_back(path: Path, whole: bytes) -> None:
    """In one step, as a person moves a file: the kiosk looks every moment."""
    coming = path.with_suffix(".coming")
    coming.write_bytes(whole)
    coming.rename(path)


def _read_only(_data: Path, patch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As a disk that the system has mounted read-only after its first failures; root may write anywhere."""
    opens = os.open

    def refuse(path: Any, flags: int, *rest: Any, **how: Any) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, "Read-only file system")
        return opens(path, flags, *rest, **how)

    patch.setattr(os, "open", refuse)
    patch.setattr(os, "access", lambda _path, wanted: wanted != os.W_OK)
    return patch.undo


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (_newer, "newer Cubby"),
        (_damaged, "damaged"),
        (_gone, "gone or empty"),
        (_altered, "write protection"),
        (_keys_gone, "Put it back from where you keep the keys"),
        (_read_only, "can't be written to"),
    ],
)
def test_a_journal_that_can_not_be_used_is_said_on_the_screen_and_to_callers_until_it_can(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    harm: Callable[[Path, pytest.MonkeyPatch], Callable[[], None]],
    sentence: str,
) -> None:
    with Running(tmp_path) as first:
        first.home()
        first.told(Place("12", "JJD0001234567", PHONE))
    before = events_of(first.data)
    with monkeypatch.context() as patch:
        mend = harm(first.data, patch)
        with Running(tmp_path) as kiosk:
            kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)
            if harm is not _read_only:  # a socket is a file as well
                refused = kiosk.told(Place("11", "JJD0007654321", PHONE))
                assert refused["ok"] is False
                assert refused["why"].startswith("The kiosk is out of service: ")
                assert sentence in refused["why"]
            kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)
            mend()
            kiosk.home()
            assert kiosk.told(Place("11", "JJD0007654321", PHONE))["ok"] is True
            assert not kiosk.died.is_set()
    assert events_of(first.data)[: len(before)] == before
    said = [r.getMessage() for r in caplog.records if r.name == "kiosk.program.machine"]
    assert len([line for line in said if line.startswith("out of service")]) == 1
    assert sentence in said[0]
    assert said[-1] == "in service again"


def test_a_disk_that_fills_up_under_a_running_kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered with a PIN is there afterwards, and what was refused is not."""
    with Running(tmp_path) as first:
        first.home()
    answered: list[str] = []
    with monkeypatch.context() as patch:
        db = sqlite3.connect(first.data / FILE)
        limit = db.execute("PRAGMA page_count").fetchone()[0] + 12
        db.close()
        patch.setattr(connection, "PRAGMAS", (*connection.PRAGMAS, ("max_page_count", limit, limit)))
        with Running(tmp_path) as kiosk:
            kiosk.home()
            while True:
                tracking = f"JJD{len(answered):010}"
                reply = kiosk.told(Announce(tracking, PHONE, "S"))
                if not reply["ok"]:
                    break
                answered.append(tracking)
            assert "The disk is full" in reply["why"]
            kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)
            patch.undo()
            kiosk.home()
            assert kiosk.told(Announce(tracking, PHONE, "S"))["ok"] is True
    with book_of(first.data, first.site) as book:
        labels = book.vault.labels(book.ledger.consignments)
        assert sorted(label.tracking for label in labels.values()) == [*answered, tracking]


def test_a_disk_that_fills_up_while_somebody_stands_before_an_open_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What happened meanwhile nobody could write down: the compartment is in doubt, its claim is kept."""

    def full(*_: object, **__: object) -> None:
        raise unusable(OSError(errno.ENOSPC, "No space left on device"))

    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.scans(kiosk.told(Place("12", "JJD0001234567", PHONE))["token"])
        kiosk.shows(TakeParcel)
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", full)
            kiosk.boards.close(1, 12)
            for _ in range(4):
                kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)
        kiosk.home()
    with book_of(kiosk.data, kiosk.site) as book:
        (thing,) = book.ledger.consignments.values()
        holding = book.ledger.holding("12")
        assert (holding.things, holding.condition) == ((thing.id,), Condition.UNKNOWN)
        assert [task.kind for task in book.ledger.tasks.values()] == [TaskKind.INSPECT]
        assert book.ledger.doors_open == frozenset()
    said = [
        r.getMessage()
        for r in caplog.records
        if r.name.startswith(("kiosk.program.machine", "kiosk.journal"))
    ]
    assert [line.partition(":")[0] for line in said if "journal open" not in line] == [
        "out of service",
        "in service again",
    ]


def test_a_stop_that_the_disk_does_not_take_is_a_stop_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_house: House, _reason: str) -> None:
        raise unusable(OSError(errno.EIO, "Input/output error"))

    with Running(tmp_path, try_again=1000.0) as kiosk:
        kiosk.home()
        monkeypatch.setattr(House, "close", fail)
    assert not kiosk.died.is_set()
    assert not any(isinstance(event, MachineStopped) for event in events_of(kiosk.data))


def test_a_stop_while_it_is_out_of_service_does_not_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    _newer(kiosk.data, monkeypatch)
    with Running(tmp_path, try_again=1000.0) as kiosk:
        kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)


def test_an_event_of_a_later_cubby_is_left_alone(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()

    class Beamed(Event):
        pass

    codec = Codec[Event]({**EVENTS, "Beamed": Beamed}, UPCASTERS)
    with own(kiosk.data) as owned, open_journal(owned, SystemClock()) as (journal, _):
        journal.codec = codec
        journal.append([Entry(Beamed())])
    with Running(tmp_path) as kiosk:
        kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)
        refused = kiosk.told(Place("12", "JJD0001234567", PHONE))
        assert "unknown kind 'Beamed'" in refused["why"]


@pytest.mark.filterwarnings(
    # the thread dies of its exception, which is what this is about
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)
def test_a_mistake_of_ours_ends_the_thread_and_is_told(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.machine.post(Answered)  # type: ignore[arg-type]  # no message at all
        assert kiosk.died.wait(20)
    assert not any(isinstance(event, MachineStopped) for event in events_of(kiosk.data))


def test_a_pin_that_can_not_be_worked_out_leaves_nobody_before_a_still_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_memory(_vault: Vault, _pin: str, _end: str | None = None) -> bytes:
        raise MemoryError("no room for Argon2")

    monkeypatch.setattr(Vault, "tag_pin", no_memory)
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.shows(EnterPin)
        kiosk.presses(Typed("12345678"))
        assert kiosk.shows(EnterPin).problem is PinProblem.NOT_FOUND
    assert "no room for Argon2" in caplog.text


# --- what changes between two lives ---------------------------------------------------------------


def test_a_line_that_is_not_there_at_the_start_is_plugged_in_later(tmp_path: Path) -> None:
    with Running(tmp_path, plugged=False) as kiosk:
        kiosk.shows(OutOfService, lambda screen: screen.reason is OutReason.LOCKS)
        refused = kiosk.told(OpenRemotely("12", "to look", "Ana"))
        assert (refused["ok"], refused["outcome"]) == (False, "Refused")
        kiosk.boards.plug()
        kiosk.home()
        assert kiosk.told(OpenRemotely("12", "to look", "Ana"))["ok"] is True
        kiosk.boards.unplug()
        kiosk.shows(OutOfService, lambda screen: screen.reason is OutReason.LOCKS)


def _without(site: Site, label: str, folder: Path) -> Site:
    text = site.path.read_text("utf-8")
    kept = [line for line in text.splitlines() if f'label = "{label}"' not in line]
    file = folder / "smaller.toml"
    file.write_text("\n".join(kept))
    return load_site(file)


def test_a_compartment_that_is_no_longer_in_the_site_file_is_answered_for_in_words(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        lying = kiosk.told(Place("24", "JJD0001234567", PHONE))
        courier = kiosk.told(AddStaff("Bo", "courier"))
        kiosk.told(OpenRemotely("24", "left open", "Ana"))
    with Running(tmp_path, site=_without(kiosk.site, "24", tmp_path)) as kiosk:
        assert kiosk.home().doors_open == ()
        kiosk.scans(lying["token"])
        assert kiosk.shows(Sorry).kind is SorryKind.REFUSED
        kiosk.presses(SorryChoice.DONE)
        kiosk.home()
        kiosk.scans(courier["token"])
        assert kiosk.shows(ScanParcel).tasks == 0
        again = kiosk.told(Place("23", "JJD0001234567", PHONE))
        assert again["why"] == "The parcel JJD0001234567 is in compartment 24 already."
        assert "no compartment '24'" in kiosk.told(OpenRemotely("24", "to look", "Ana"))["why"]
        assert not kiosk.died.is_set()
    assert (kiosk.data / SITE_COPY).read_bytes() == kiosk.site.path.read_bytes()


class _Wound(SystemClock):
    """A wall clock that a hand may set."""

    def __init__(self) -> None:
        super().__init__()
        self.off = timedelta()

    def now(self) -> datetime:
        return super().now() + self.off


def test_a_clock_that_is_set_back_by_years_stops_nothing(tmp_path: Path) -> None:
    clock = _Wound()
    with Running(tmp_path, clock=clock) as kiosk:
        kiosk.home()
        token = kiosk.told(Place("12", "JJD0001234567", PHONE))["token"]
        clock.off = timedelta(days=-3650)
        kiosk.scans(token)
        kiosk.shows(TakeParcel)
    with Running(tmp_path, clock=clock) as kiosk:
        kiosk.home()
        token = kiosk.told(Place("11", "JJD0007654321", "+49 30 7654321"))["token"]
        kiosk.scans(token)
        assert kiosk.shows(TakeParcel).label == "11"
        kiosk.boards.close(1, 12)
        kiosk.boards.close(1, 11)
        kiosk.shows(DidYouTakeIt)
        assert not kiosk.died.is_set()


def test_the_copy_of_the_site_file_is_whole_or_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    before = (kiosk.data / SITE_COPY).read_bytes()
    longer = tmp_path / "longer.toml"
    longer.write_bytes(before + b"# more\n")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("kiosk.program.machine.write_whole", full)
    with Running(tmp_path, site=replace(kiosk.site, path=longer)) as kiosk:
        kiosk.scenes.wait(lambda scene: scene.screen == STORAGE)
        assert "The disk is full" in kiosk.told(AddStaff("Bo", "courier"))["why"]
        assert (kiosk.data / SITE_COPY).read_bytes() == before
        monkeypatch.undo()
        kiosk.home()
    assert (kiosk.data / SITE_COPY).read_bytes() == longer.read_bytes()
