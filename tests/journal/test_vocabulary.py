"""On trial a version writes only what the one before reads: it may come back, to the same ledger."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.event import Event
from kiosk.custody.events import EVENTS, UPCASTERS
from kiosk.custody.fold import fold
from kiosk.custody.ledger import EMPTY
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.words import Level
from kiosk.custody.work.events import LevelSet
from kiosk.journal import book as journal_book
from kiosk.journal.book import recorded
from kiosk.journal.codec import Codec, Unreadable
from kiosk.journal.lock import own
from kiosk.journal.migrations import USER_VERSION
from kiosk.journal.problems import JournalUnusable, Problem
from kiosk.journal.store import Journal
from kiosk.journal.vocabulary import (
    NotInItsWords,
    Vocabulary,
    read_vocabulary,
    vocabulary_of,
    vocabulary_text,
)
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import PutParcel, ScanParcelChoice, SummaryChoice, ThanksChoice
from kiosk.journeys.screen import Picked, Typed
from tests.journal.kit import CODEC, KEYS, Colour, Noted, opened
from tests.visits.rig import Kiosk

_NEW = ("LevelSet", "UpdateFetched", "BoardReplaced")
"""Kinds that the version before is without."""


def _before() -> Mapping[str, type[Any]]:
    """The events of the version before: some kinds are missing, and one has a field less."""
    fields = [(f.name, f.type) for f in dataclasses.fields(MachineStarted) if f.name != "bound"]
    started = dataclasses.make_dataclass(
        "MachineStarted", fields, bases=(Event,), frozen=True, namespace={"__annotations__": dict(fields)}
    )
    return {**{kind: event for kind, event in EVENTS.items() if kind not in _NEW}, "MachineStarted": started}


def test_every_visit_on_trial_is_read_by_the_version_before(tmp_path: Path) -> None:
    """What visits write, held to it, is read by its reader, which refuses any key that it has not."""
    before = _before()
    kiosk = Kiosk(tmp_path)
    kiosk.journal.codec = journal_book.codec().held_to(vocabulary_of(before, USER_VERSION))
    first = kiosk.journal.head.seq
    _visits(kiosk)
    reader: Codec[Any] = Codec(before, UPCASTERS)
    rows = list(kiosk.journal.rows(first))
    assert len({row.kind for row in rows}) > 15
    for row, raw in zip(rows, kiosk.journal.writing.db.execute(_RAW, [first]), strict=True):
        event = reader.decode(*raw)
        if not isinstance(row.event, MachineStarted):
            assert event == row.event
    folded = EMPTY
    for row in kiosk.journal.rows():
        folded = fold(folded, recorded(row))
    assert folded == kiosk.ledger
    kiosk.end()


def _visits(kiosk: Kiosk) -> None:
    """A courier's, some recipients', a guesser's and a technician's; the power goes in between."""
    kiosk.book.record(MachineStarted("1", kiosk.site.digest, "3.51.3"))
    kiosk.lines_up()
    kiosk.announced("JJD0000000001", phone="+49 30 1000001")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000001")
    kiosk.presses(Picked("M"))
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)
    for number, label in enumerate(("18", "23")):
        kiosk.scans(kiosk.placed(label, f"JJD000000001{number}", f"+49 30 100001{number}").token)
        kiosk.lock_says()
        kiosk.closes(label)
        kiosk.presses(ThanksChoice.DONE)
    kiosk.scans(kiosk.placed("24", "JJD0000000020", "+49 30 1000020").token)
    kiosk.lock_says()
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.closes("24")
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed("12345678"))
    kiosk.finds_tag()
    kiosk.goes_back()
    kiosk.signs_in(kiosk.staff("technician"))


_RAW = "SELECT kind, v, body FROM journal WHERE seq > ? ORDER BY seq"


def _held(**changes: Any) -> Codec[Event]:
    whole = journal_book.vocabulary()
    return journal_book.codec().held_to(dataclasses.replace(whole, **changes))


def test_a_kind_that_the_other_lacks_is_not_written() -> None:
    codec = _held(
        kinds={kind: v for kind, v in journal_book.vocabulary().kinds.items() if kind != "LevelSet"}
    )
    with pytest.raises(NotInItsWords, match="does not know LevelSet"):
        codec.encode(LevelSet(Level.DAY, 3))


def test_a_word_that_the_other_lacks_is_not_written() -> None:
    words = {**journal_book.vocabulary().words, "Level": frozenset({"night"})}
    with pytest.raises(NotInItsWords, match="does not know Level 'day'"):
        _held(words=words).encode(LevelSet(Level.DAY, 3))


def test_a_field_that_the_other_lacks_is_left_out_where_it_says_nothing() -> None:
    shapes = {**journal_book.vocabulary().shapes, "MachineStarted": frozenset({"version", "site", "sqlite"})}
    codec = _held(shapes=shapes)
    assert "bound" not in codec.encode(MachineStarted("1", "x", "3")).body
    with pytest.raises(NotInItsWords, match=r"MachineStarted\.bound, which says True"):
        codec.encode(MachineStarted("1", "x", "3", bound=True))


def test_an_older_version_of_a_kind_is_written_by_its_downcaster() -> None:
    codec: Codec[Any] = Codec(
        {"Noted": Noted},
        {("Noted", 1): lambda body: {"text": body.pop("words"), **body}},
        {("Noted", 2): lambda body: {"words": body.pop("text"), **body}},
    )
    held = codec.held_to(dataclasses.replace(vocabulary_of({"Noted": Noted}, 1), kinds={"Noted": 1}))
    written = held.encode(Noted("hello", Colour.GREEN))
    assert (written.v, written.body) == (1, '{"colour":"green","words":"hello"}')
    assert codec.decode(*written) == Noted("hello", Colour.GREEN)
    without = CODEC.held_to(dataclasses.replace(vocabulary_of({"Noted": Noted}, 1), kinds={"Noted": 1}))
    with pytest.raises(NotInItsWords, match="reads Noted up to version 1"):
        without.encode(Noted("hello"))


def test_it_is_written_down_and_read_again() -> None:
    whole = journal_book.vocabulary()
    assert read_vocabulary(vocabulary_text(whole)) == whole
    assert {"TaskKind", "Act"} <= set(whole.words)
    assert {"Leg", "ServiceRules"} <= set(whole.shapes)
    for content in (b"", b"[]", b"{}", b'{"tables": []}'):
        with pytest.raises(ValueError, match="no vocabulary"):
            read_vocabulary(content)


def test_data_that_the_other_could_not_read_any_more_are_left_alone(tmp_path: Path) -> None:
    """A migration that the version before can't live with is not made on trial."""
    with opened(tmp_path) as journal:
        journal.writing.db.execute("PRAGMA user_version = 1")
    before = _content(tmp_path)
    with own(tmp_path) as owned, pytest.raises(JournalUnusable) as refused:
        Journal.open(
            owned,
            clock=FakeClock(),
            boot="x",
            codec=CODEC,
            sign=KEYS.sign,
            verify=KEYS.verify,
            held_to=Vocabulary(1, {}, {}, {}),
        )
    assert refused.value.problem is Problem.NO_WAY_BACK
    assert _content(tmp_path) == before


def _content(folder: Path) -> bytes:
    return (folder / "journal.db").read_bytes()


def test_what_the_version_before_does_not_know_it_refuses(tmp_path: Path) -> None:
    """Without the hold it would stand still: this is what the vocabulary is for."""
    reader: Codec[Any] = Codec(_before(), UPCASTERS)
    written = journal_book.codec().encode(MachineStarted("1", "x", "3"))
    with pytest.raises(Unreadable):
        reader.decode(*written)
