"""`cubby journal tail`: what happened in words, of a door, of a visit, since a time, and as it happens."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from kiosk.clock import FakeClock
from kiosk.custody import words
from kiosk.custody.doors.events import (
    DoorForced,
    DoorsDown,
    DoorShut,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
)
from kiosk.custody.event import Event
from kiosk.custody.events import EVENTS
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, PartyId
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.services.rules import PauseReason
from kiosk.custody.telling import sentences as telling
from kiosk.custody.telling.sentences import has_words, told
from kiosk.custody.telling.story import Story
from kiosk.custody.telling.why import WHY
from kiosk.custody.things.events import Collected
from kiosk.custody.words import Act, DoorResult, Ending
from kiosk.journal.commands import command
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.journal.rows import Entry
from kiosk.journal.store import _INSERT, Journal
from kiosk.program.machine import open_journal
from kiosk.terminal.text.times import moment
from tests.helpers.program import ROOT

Said = pytest.CaptureFixture[str]
START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START)


@pytest.fixture
def journal(tmp_path: Path, clock: FakeClock) -> Iterator[Journal[Event]]:
    with own(tmp_path) as owned, open_journal(owned, clock) as (opened, _):
        yield opened


def visit(journal: Journal[Event], clock: FakeClock, id_: str, word: str, door: str) -> None:
    """A collection at a door; it takes two minutes."""
    thing, grant, intent = ConsignmentId(f"c-{id_}"), GrantId(f"g-{id_}"), IntentId(f"i-{id_}")
    events: tuple[Event, ...] = (
        VisitBegan("collect", word),
        GrantGiven(grant, PartyId("p-anna"), Act.COLLECT, thing, door),
        OpeningIntended(intent, grant, door),
        OpeningEnded(intent, DoorResult.OPENED, after_ms=200),
        Collected(thing, door),
        DoorShut(door),
        VisitEnded(Ending.FINISHED),
    )
    for event in events:
        journal.append([Entry(event, visit=id_)])
    clock.advance(120)


def tail(folder: Path, capsys: Said, *words: str) -> list[str]:
    """The sentences, without their times."""
    assert command.main(["tail", "--data", str(folder), *words]) == 0
    out, said = capsys.readouterr()
    assert said == ""
    return [line.partition("  ")[2] for line in out.splitlines()]


def test_a_visit_reads_as_what_happened(
    tmp_path: Path, journal: Journal[Event], clock: FakeClock, capsys: Said
) -> None:
    visit(journal, clock, "v-1", "otter", "12")
    assert tail(tmp_path, capsys) == [
        'A visit began: collect, visit word "otter" (visit 0001)',
        "Person p-an may open door 12 for collection (visit 0001)",
        "Door 12 is told to open (visit 0001)",
        "Door 12 opened for collection (visit 0001)",
        "Door 12: parcel c-v- was collected (visit 0001)",
        "Door 12 was closed (visit 0001)",
        "The visit ended (visit 0001)",
    ]


def test_of_a_door_and_of_a_visit_alone(
    tmp_path: Path, journal: Journal[Event], clock: FakeClock, capsys: Said
) -> None:
    for number, (word, door) in enumerate((("otter", "12"), ("raven", "1"), ("candle", "12")), 1):
        visit(journal, clock, f"v-{number}", word, door)
    journal.append([Entry(DoorsDown(("1", "12"), "line down")), Entry(DoorShut("12/rear"))])
    of_door = tail(tmp_path, capsys, "--door", "12")
    assert len(of_door) == 5 + 5 + 2
    assert of_door[-2:] == ["Doors 1, 12 unreachable (line down)", "Door 12/rear was closed"]
    assert tail(tmp_path, capsys, "--door", "12", "--rows", "1") == of_door[-1:]
    by_number = tail(tmp_path, capsys, "--visit", "0002")
    assert len(by_number) == 7
    assert all(line.endswith("(visit 0002)") for line in by_number)
    assert by_number == tail(tmp_path, capsys, "--visit", "raven") == tail(tmp_path, capsys, "--visit", "v-2")
    assert tail(tmp_path, capsys, "--visit", "2", "--door", "12") == []
    assert len(tail(tmp_path, capsys, "--visit", "candle", "--rows", "1")) == 1


def test_numbers_of_visits_count_also_those_before_the_first_row_shown(
    tmp_path: Path, journal: Journal[Event], clock: FakeClock, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.journal.commands.tail._BEFORE", 3)
    for number in range(1, 6):
        visit(journal, clock, f"v-{number}", "otter", "12")
    assert (
        tail(tmp_path, capsys, "--rows", "7")[0] == 'A visit began: collect, visit word "otter" (visit 0005)'
    )


def test_since_a_time(tmp_path: Path, journal: Journal[Event], clock: FakeClock, capsys: Said) -> None:
    for number in range(1, 11):
        visit(journal, clock, f"v-{number}", "otter", "12")
    since = (START + timedelta(seconds=900)).isoformat()
    shown = tail(tmp_path, capsys, "--since", since)
    assert len(shown) == 2 * 7
    assert len(tail(tmp_path, capsys, "--since", since, "--rows", "3")) == 3
    assert tail(tmp_path, capsys, "--since", "2099-01-01") == []
    assert len(tail(tmp_path, capsys, "--since", "2020-01-01")) == 70
    with pytest.raises(SystemExit) as wrong:
        command.main(["tail", "--data", str(tmp_path), "--since", "yesterday"])
    assert wrong.value.code == 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2 h", START - timedelta(hours=2)),
        ("90s", START - timedelta(seconds=90)),
        ("3 days", START - timedelta(days=3)),
        ("11:30", START - timedelta(minutes=30)),
        ("12:30", START - timedelta(hours=23, minutes=30)),
        ("2026-05-04", START.replace(hour=0)),
        ("2026-05-03T10:00", START - timedelta(hours=26)),
        ("2026-05-04T14:00+02:00", START),
    ],
)
def test_times_are_understood_as_people_write_them(text: str, meant: datetime) -> None:
    assert moment(text, START, UTC) == meant


@pytest.mark.parametrize("text", ["", "25:00", "yesterday", "2 weeks", "2026-13-01", "1e3", "-5 h", "٣ h"])
def test_what_is_no_time_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment(text, START, UTC)


# --- as it happens --------------------------------------------------------------------------------


@pytest.fixture
def following(tmp_path: Path, journal: Journal[Event]) -> Iterator[subprocess.Popen[str]]:
    journal.append([Entry(MachineStarted("1", "", ""))])
    words = ("-m", "kiosk.cli", "journal", "tail", "--follow", "--door", "12", "--data", str(tmp_path))
    process = subprocess.Popen(
        (sys.executable, *words), cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_what_happens_is_told_as_it_happens_and_the_kiosk_is_not_held_up(
    journal: Journal[Event], following: subprocess.Popen[str]
) -> None:
    assert following.stdout is not None
    journal.append([Entry(DoorShut("12")), Entry(DoorShut("1"))])
    assert following.stdout.readline().endswith("Door 12 was closed\n")
    backup.make(journal)
    (busy,) = journal.writing.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert busy[0] == 0  # no reader is in its way
    journal.append([Entry(DoorForced("12"))])
    assert following.stdout.readline().endswith("Door 12 was opened by force\n")
    following.send_signal(signal.SIGINT)
    assert following.wait(60) == 130


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_has_words_of_its_own(kind: str) -> None:
    assert has_words(EVENTS[kind]), f"kiosk/custody/telling/sentences.py has no sentence for {kind}"


def _samples(kind: Any) -> list[Any]:
    """Values of a field's type: all of an enum's, else one or two."""
    if get_origin(kind) is tuple:
        return [(), tuple(_samples(get_args(kind)[0])[:2])]
    if get_args(kind):
        return [one for inner in get_args(kind) for one in _samples(inner)]
    if kind is type(None):
        return [None]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return [kind(**{f.name: _samples(hints[f.name])[0] for f in dataclasses.fields(kind)})]
    kind = getattr(kind, "__supertype__", kind)
    values: dict[Any, list[Any]] = {
        str: ["2026-05-04T12:00:00", ""],
        int: [1, 0],
        bool: [True, False],
        datetime: [START],
    }
    return values[kind]


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_is_one_plain_sentence_whatever_its_fields_have(kind: str) -> None:
    event = EVENTS[kind]
    hints = {f.name: get_type_hints(event)[f.name] for f in dataclasses.fields(event)}
    usual = {name: _samples(hint)[0] for name, hint in hints.items()}
    if isinstance(usual.get("doors"), tuple):
        usual["doors"] = ("1", "2")
    for name, hint in hints.items():
        for value in _samples(hint):
            if name == "doors" and value == ():
                continue
            sentence = told(event(**{**usual, name: value}), Story())
            assert sentence[0] == sentence[0].upper()
            assert not sentence.endswith(".")
            assert "\n" not in sentence
            assert "=" not in sentence
            assert "None" not in sentence
            assert "_" not in sentence, sentence


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [
        (telling.ACTS, words.Act),
        (telling.PAUSES, PauseReason),
        (telling.TASKS, words.TaskKind),
        (telling.KINDS, words.Kind),
        (telling.WAYS, words.Way),
        (telling.RESULTS, words.DoorResult),
        (telling.ENDINGS, words.Ending),
        (telling.REPORTS, words.Reported),
        (telling.FOUND, words.Found),
        (telling.FORGOTTEN, words.Forgotten),
        (telling.LEVELS, words.Level),
        (WHY, words.Why),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_every_word_of_the_journal_has_words(words: Mapping[Any, str], vocabulary: type[Enum]) -> None:
    assert set(words) == set(vocabulary)


def test_what_another_version_wrote_is_told_as_it_stands(
    tmp_path: Path, journal: Journal[Event], capsys: Said
) -> None:
    journal.append([Entry(DoorShut("12"))])
    row = journal.writing.db.execute("SELECT * FROM journal").fetchone()
    later = (row[0] + 1, *row[1:9], "TeleportIntended", 7, '{"to": "13"}', row[-1])
    with journal.writing.transaction():
        journal.writing.db.execute(_INSERT, later)
    assert tail(tmp_path, capsys) == ["Door 12 was closed", 'TeleportIntended: {"to": "13"}']
    assert command.main(["tail", "--data", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[1])["body"] == {"to": "13"}
