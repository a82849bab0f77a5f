"""Journals of every release are read by today's code, verified, and fold to what they folded to then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.events import EVENTS
from kiosk.custody.ids import PartyId, TaskId
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.proofs.events import StaffAdded
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.journal import book
from kiosk.journal.lock import own
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from tests.golden.replay import FOLDER, differences, record, replay
from tests.journal.kit import KEYS

_EVENTS: tuple[Event, ...] = (
    MachineStarted("0.0.1", "a site", "3.40.1"),
    VisitBegan("courier", "otter"),
    StaffAdded(PartyId("p-anna"), "courier"),
    TaskMade(TaskId("t-1"), TaskKind.INSPECT, "12", "technician"),
)


def test_released_journals_read_as_they_did() -> None:
    read = {path.stem: (replay(path).rows > 0, differences(path)) for path in FOLDER.glob("*.jsonl")}
    assert "0.1.0" in read
    assert read == dict.fromkeys(read, (True, []))


def test_the_first_release_keeps_nearly_everything_a_journal_can_say() -> None:
    lines = (FOLDER / "0.1.0.jsonl").read_text().splitlines()
    kept = {json.loads(line)["row"]["kind"] for line in lines}
    assert len(kept) >= 30
    assert kept <= EVENTS.keys()


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A small journal, recorded as a release's would be."""
    golden = tmp_path / "golden"
    golden.mkdir()
    with own(tmp_path) as owned:
        journal = Journal.open(
            owned, clock=FakeClock(), boot="b", codec=book.codec(), sign=KEYS.sign, verify=KEYS.verify
        )
        with journal:
            for event in _EVENTS:
                journal.append([Entry(event, visit="v-1", principal="swift", actor="p-anna")])
            record(journal, KEYS, "0.0.1", FakeClock(), golden)
    return golden / "0.0.1.jsonl"


def test_recording_and_replaying_agree(recorded: Path) -> None:
    replayed = replay(recorded)
    assert replayed.rows == len(_EVENTS)
    assert replayed.ledger.role_of(PartyId("p-anna")) == "courier"
    assert differences(recorded) == []


def test_a_fold_that_comes_to_something_else_is_noticed(recorded: Path) -> None:
    kept = recorded.with_suffix(".ledger.json")
    then = json.loads(kept.read_text())
    then["staff"]["p-anna"]["role"] = "technician"
    kept.write_text(json.dumps(then))
    assert differences(recorded) == ["ledger.staff.p-anna.role: was 'technician', is 'courier'"]


def test_a_golden_journal_that_was_edited_is_noticed(recorded: Path) -> None:
    recorded.write_bytes(recorded.read_bytes().replace(b"otter", b"beast"))
    with pytest.raises(AssertionError):
        replay(recorded)
