"""What a technician's pages ask of the machine, and what the machine tells them meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import CodeRead, ReadRefused, ScanHelp
from kiosk.journal.connection import SQLITE_VERSION
from kiosk.journal.copies import backup
from kiosk.journeys.desk import UNSAVED_AT
from kiosk.journeys.effects import Ask, Source
from kiosk.journeys.machine.effects import DeviceNews, LookAtNetwork, LookAtStorage, Readings, Sights
from kiosk.journeys.machine.errands import CallBack, ErrandNews, SendErrand
from kiosk.journeys.machine.seen import ErrandAt, ErrandEnd, StorageSeen, Unread
from kiosk.upkeep import network, storage
from kiosk.upkeep.errands import ErrandSaid
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, Run

News = CodeRead | ReadRefused | DeviceUp | DeviceDown | ScanHelp | ErrandAt | ErrandEnd

TICKETS: Final = itertools.count(1)
"""Of looks and errands; one row of numbers for everybody who hears what they come to."""
_LOOK_TAKES: Final = 5.0
"""Seconds after which nobody waits for a look any more: a disk that hangs, hangs alone."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look with this ticket saw."""

    ticket: int
    seen: object


class Tools:
    """Belongs to the kiosk's thread. `unsaved`: whole days without a backup."""

    def __init__(self, ground: Ground, hands: Hands, unsaved: Callable[[], int]) -> None:
        self._ground = ground
        self._hands = hands
        self._unsaved = unsaved
        self._looking: dict[int, Run] = {}
        self._errand: tuple[int, Run] | None = None
        self.performs: Performs = {
            LookAtNetwork: self._network,
            LookAtStorage: self._storage,
            SendErrand: self._send,
            CallBack: lambda _run, _effect: self._call_back(),
        }
        self.hears: Hears = {
            Looked: self.on_looked,
            ErrandSaid: self.on_errand_said,
            ScanHelp: self.heard,
            DeviceUp: self.heard,
            DeviceDown: self.heard,
        }

    def _network(self, run: Run, _effect: LookAtNetwork) -> object:
        return self._look(run, partial(network.look, clock=self._ground.clock.trusted()))

    def _storage(self, run: Run, _effect: LookAtStorage) -> object:
        return self._look(run, partial(storage.look, self._known(), self._ground.book.journal.folder))

    def _send(self, run: Run, effect: SendErrand) -> None:
        ticket = next(TICKETS)
        self._errand = (ticket, run)
        self._ground.outside.errands.send(ticket, effect.errand)

    def over(self, run: Run) -> None:
        """Its visit has ended: nobody waits for what it sent for."""
        if self._errand is not None and self._errand[1] is run:
            self._call_back()

    def _call_back(self) -> None:
        self._errand = None
        self._ground.outside.errands.call_back()

    # --- looks ------------------------------------------------------------------------------------

    def _look(self, run: Run, look: Any) -> object:  # noqa: ANN401  any function without arguments
        ticket = next(TICKETS)
        self._looking[ticket] = run
        self._ground.timers.set(("after", run), _LOOK_TAKES, lambda: self.on_looked(Looked(ticket, Unread())))
        self._ground.outside.look(ticket, look)
        return LATER

    def on_looked(self, message: Looked) -> None:
        """Whoever wanted to see may be gone, or tired of waiting."""
        run = self._looking.pop(message.ticket, None)
        if run is not None and run in self._hands.runs:
            self._hands.go_on(run, message.seen)

    def _known(self) -> StorageSeen:
        """What the journal knows of itself; the rest is the disk's to say."""
        journal, unsaved = self._ground.book.journal, self._unsaved()
        copies = backup.existing(journal.folder)
        signed = journal.last_checkpoint()
        verified = journal.verified
        return StorageSeen(
            free=0,
            total=0,
            journal=0,
            rows=journal.head.seq,
            verified_rows=verified.head.seq - verified.first + 1 if verified else 0,
            last_backup=self._local(backup.made_at(copies[-1])) if copies else "",
            last_checkpoint=self._local(datetime.fromisoformat(signed.at)) if signed else "",
            sqlite=SQLITE_VERSION,
            unsaved=unsaved if unsaved >= UNSAVED_AT else 0,
        )

    def _local(self, at: datetime) -> str:
        return f"{at.astimezone(ZoneInfo(self._ground.site.time_zone)):%Y-%m-%d %H:%M}"

    # --- news -------------------------------------------------------------------------------------

    def heard(self, news: News) -> None:
        """Answer the question that is out on the stage, where it waits for just that."""
        run = self._hands.stage
        if run is None or not isinstance(run.pending, Ask):
            return
        if any(_answers(source, news) for source in run.pending.also):
            self._hands.go_on(run, news)

    def on_errand_said(self, message: ErrandSaid) -> None:
        """What an errand says that was called back reaches nobody."""
        if self._errand is None or self._errand[0] != message.ticket:
            return
        if isinstance(message.news, ErrandEnd):
            self._errand = None
        self.heard(message.news)


def _answers(source: Source[Any], news: News) -> bool:
    match source, news:
        case (Readings(device), CodeRead(source=heard) | ReadRefused(source=heard)):
            return device == heard
        case (DeviceNews(device), DeviceUp(heard) | DeviceDown(heard)):
            return device == heard
        case (Sights(device), ScanHelp(source=heard)):
            return device == heard
        case (ErrandNews(), ErrandAt() | ErrandEnd()):
            return True
        case _:
            return False
