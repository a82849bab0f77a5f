"""The invariants, over the journal, the boards' log and what people were told. A finding is a sentence."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kiosk.custody.doors.events import OpeningIntended, VisitBegan, VisitEnded, VisitParked
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import EMPTY, Ledger
from kiosk.custody.words import Condition
from kiosk.journal import book as journal_book
from kiosk.journal import projections, reading
from kiosk.journal.chain import Broken
from kiosk.journal.codec import Unreadable
from kiosk.journal.connection import read_only
from kiosk.journal.rows import Row, read
from kiosk.orders.order import Order
from kiosk.vault.keys import load
from kiosk.vault.tokens import tag_token
from kiosk.visits.scene import Scene
from tests.crash.promises import broken

Reply = tuple[Order, dict[str, Any]]


@dataclass(slots=True)
class Told:
    """What one life said to people before it ended: scenes, and replies to orders."""

    scenes: list[Scene] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """The board has been told to open `label`."""

    at: datetime
    label: str


@dataclass(slots=True)
class Checker:
    """Follows one data folder through its lives; each look takes in the rows that are new."""

    folder: Path
    ledger: Ledger = EMPTY
    intents: Counter[str] = field(default_factory=Counter)
    """How often the opening of each door was intended."""
    _of_boot: dict[VisitId, str] = field(default_factory=dict)
    _named: dict[tuple[int, str], VisitId] = field(default_factory=dict)
    _events: dict[VisitId, list[Event]] = field(default_factory=dict)

    def look(self, told: Told, frames: Sequence[Frame]) -> Iterator[str]:
        """Everything about the life that has just ended. The kiosk must not be running."""
        with contextlib.closing(read_only(self.folder)) as db:
            keys = load(self.folder, create=False)
            walked = reading.verify_whole(db, self.folder, keys.verify)
            if isinstance(walked, Broken):
                yield f"the chain breaks at row {walked.seq}: {walked.why}"
                return
            try:
                rows = [read(journal_book.codec(), raw) for raw in reading.raw_rows(db, self.ledger.seq)]
            except Unreadable as unreadable:
                yield f"a row can't be read: {unreadable}"
                return
            for row in rows:
                yield from self._take_in(row)
            yield from self._wire(rows, frames)
            yield from self._scenes(told.scenes)
            yield from _replies(db, keys.pepper, told.replies)

    def rebuild(self) -> Iterator[str]:
        """The stored ledger against one that is folded from nothing, and against ours."""
        with contextlib.closing(read_only(self.folder)) as db:
            verify = load(self.folder, create=False).verify
            anew = projections.rebuild(db, journal_book.codec(), journal_book.ledger(), verify)
        yield from anew.differences
        if anew.state != self.ledger:
            yield "the ledger folded in steps is not the one folded from nothing"

    def unsettled(self) -> Iterator[str]:
        """What a kiosk that has ended cleanly may not leave."""
        for visit in self.ledger.visits.values():
            yield f"visit {visit.number} is not settled after a clean end"
        for label, holding in self.ledger.holdings.items():
            if holding.held_by is not None:
                yield f"compartment {label} is held by nobody's visit"

    def occupancy(
        self, inside: dict[str, list[str]], things: dict[str, str], spared: set[str]
    ) -> Iterator[str]:
        """What is known against what is there. `things`: consignments' labels by id."""
        for label, lies_there in inside.items():
            holding = self.ledger.holding(label)
            sure = holding.condition is Condition.KNOWN and holding.held_by is None
            if label in spared or label in self.ledger.doors_open or not sure:
                continue
            booked = sorted(things.get(thing, thing) for thing in holding.things)
            if booked != sorted(lies_there):
                yield f"compartment {label} is known to hold {booked}, and {lies_there} lies there"

    # --- row by row -------------------------------------------------------------------------------

    def _take_in(self, row: Row[Event]) -> Iterator[str]:
        recorded = journal_book.recorded(row)
        before, self.ledger = self.ledger, fold(self.ledger, recorded)
        visit = recorded.visit
        if visit is not None:
            self._events.setdefault(visit, []).append(row.event)
        match row.event:
            case VisitBegan(word=word) if visit is not None:
                self._named[self.ledger.visits_begun, word] = visit
                self._of_boot[visit] = row.boot
                yield from self._of_other_boots(before, row)
            case OpeningIntended(door=door):
                self.intents[door] += 1
                yield from _intent(before, row.event, visit)
            case _:
                pass

    def _of_other_boots(self, ledger: Ledger, row: Row[Event]) -> Iterator[str]:
        for visit in ledger.visits.values():
            if self._of_boot[visit.id] != row.boot:
                yield f"row {row.seq}: a visit begins while visit {visit.number} of an earlier run is open"

    # --- what the world has seen ------------------------------------------------------------------

    def _wire(self, rows: Iterable[Row[Event]], frames: Sequence[Frame]) -> Iterator[str]:
        """Each frame needs one intent for its door that came before it and was not used by another."""
        intents = [(row.at, 0, row.event.door) for row in rows if isinstance(row.event, OpeningIntended)]
        free: dict[str, int] = {}
        for at, is_frame, label in sorted([*intents, *((f.at, 1, f.label) for f in frames)]):
            if not is_frame:
                free[label] = 1
            elif free.pop(label, 0) != 1:
                yield f"door {label} was told to open at {at} without an intent of its own in the journal"

    def _scenes(self, scenes: Sequence[Scene]) -> Iterator[str]:
        last: Scene | None = None
        for scene in scenes:
            if scene.visit:
                yield from self._scene(scene)
            elif last is not None and last.visit:
                yield from self._over(last)
            last = scene

    def _scene(self, scene: Scene) -> Iterator[str]:
        visit = self._named.get((scene.visit, scene.word))
        if visit is None:
            yield f"visit {scene.visit} ({scene.word}) was on the screen and is not in the journal"
            return
        missing = broken(scene.screen, self._events[visit])
        if missing:
            yield f"visit {scene.visit} was shown {type(scene.screen).__name__}; the journal lacks {missing}"

    def _over(self, last: Scene) -> Iterator[str]:
        visit = self._named.get((last.visit, last.word))
        events = self._events.get(visit, []) if visit else []
        if not any(isinstance(event, VisitEnded | VisitParked) for event in events):
            yield f"home was shown after visit {last.visit}, whose end is not in the journal"


def _intent(ledger: Ledger, intended: OpeningIntended, visit: VisitId | None) -> Iterator[str]:
    grant = ledger.grants.get(intended.grant)
    if grant is None or grant.visit != visit:
        yield f"intent {intended.intent} has no grant of its visit"
        return
    if grant.compartment != intended.door.split("/")[0]:
        yield f"intent {intended.intent} opens {intended.door} with a grant for {grant.compartment}"
    if grant.openings < 1:
        yield f"intent {intended.intent} opens with a grant that is used up"


def _replies(db: Database, pepper: bytes, replies: Sequence[Reply]) -> Iterator[str]:
    for order, reply in replies:
        token = reply.get("token")
        if token is None:
            continue
        found = db.execute(
            "SELECT party FROM vault_credentials WHERE tag = ?", [tag_token(pepper, token)]
        ).fetchone()
        if found is None:
            yield f"{order} was acknowledged and its code is not in the vault"


def labels(folder: Path) -> dict[str, str]:
    """Each consignment's tracking number, by its id."""
    with contextlib.closing(read_only(folder)) as db:
        return dict(db.execute("SELECT consignment, tracking FROM vault_labels").fetchall())
