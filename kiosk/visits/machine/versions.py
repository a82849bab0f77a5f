"""Which version runs: a new one is changed to while nobody is there, tried, confirmed, or given up.

Confirmed is a version that has served for ten minutes, each beat of which went through screen, kiosk and
lines, and has written that into the journal. Nobody outside is asked. Files are read and written in another
thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.custody.machine.events import (
    UpdateApplied,
    UpdateConfirmed,
    UpdateFetched,
    UpdateRefused,
    UpdateUndone,
)
from kiosk.custody.machine.updates import LastUpdate, UndoReason, UpdateFault, UpdateStage, WantedKind
from kiosk.custody.words import Leaving
from kiosk.journal import book as journal_book
from kiosk.journeys.front.screens import OutReason
from kiosk.journeys.machine.effects import ChangeVersion, LookAtVersions
from kiosk.journeys.machine.seen import Unread, VersionsSeen
from kiosk.update.held import keep_reads
from kiosk.update.installation import Installation, SlotStanding
from kiosk.update.looks import InstallationSeen, change, confirm, look, undoing_is_told
from kiosk.update.news import UpdateNews, drop_news
from kiosk.update.wanted import Wanted
from kiosk.version import VERSION
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.machine.tools import TICKETS, Looked
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, Run

log = logging.getLogger(__name__)

LOOK: Final = 60.0
"""Seconds between two looks at what fetcher and installer did."""
TRIAL: Final = 600.0
"""Seconds of beats until a version is confirmed."""
MISSED: Final = 30.0
"""Seconds without a beat after which they are counted anew."""
KEPT_EVERY: Final = timedelta(hours=6)
"""After so long what is known to be past is written down for the updater once more."""
GIVE_UP: Final = 3600.0
"""Seconds that a version on trial may serve nobody for reasons of its own."""
_ITS_OWN: Final = (OutReason.LOCKS, OutReason.STARTING)
_LOOK_TAKES: Final = 5.0
_WINDOW: Final = timedelta(hours=1)


class Versions:
    """Belongs to the kiosk's thread. `close`: nobody is received any more; `leave`: the machine stops, and
    starts with what is current then."""

    def __init__(
        self,
        ground: Ground,
        hands: Hands,
        serving: Callable[[], OutReason | None],
        close: Callable[[], None],
        leave: Callable[[Leaving], None],
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._serving = serving
        self._close = close
        self._leave = leave
        self._waiting: dict[int, Callable[[object], None]] = {}
        self._standing: SlotStanding | None = None
        self._told: tuple[UpdateNews, ...] = ()
        self._well_since: float | None = None
        self._beat_at = 0.0
        self._kept_at = datetime.min.replace(tzinfo=UTC)
        self._unfit_since: float | None = None
        self._leaving = False
        self.performs: Performs = {LookAtVersions: self._show, ChangeVersion: self._change_for}
        self.hears: Hears = {Looked: self.on_looked}

    def open(self) -> None:
        """From the start on, and then every minute."""
        self._look_again()

    # --- beats --------------------------------------------------------------------------------------

    def beat(self) -> None:
        """Screen, kiosk and lines have just answered."""
        now = self._ground.clock.monotonic()
        if self._serving() is not None or self._well_since is None or now - self._beat_at > MISSED:
            self._well_since = now if self._serving() is None else None
        self._beat_at = now
        if self._on_trial() and self._well_since is not None and now - self._well_since >= TRIAL:
            self._confirm()

    def _confirm(self) -> None:
        standing = self._standing
        if standing is not None:
            self._ground.book.record(UpdateConfirmed(standing.version))
            self._settle(standing)

    def _settle(self, standing: SlotStanding) -> None:
        """The journal says that it is confirmed; the launcher learns it."""
        self._standing = standing.confirmed()
        self._do(lambda installation: confirm(installation, standing.version), self._confirmed)

    def _confirmed(self, came: object) -> None:
        """Only now the version before can't come back by itself."""
        if not isinstance(came, Unread):
            self._ground.book.journal.let_go(journal_book.codec())
            self._keep_reads()

    def _keep_reads(self) -> None:
        vocabulary = journal_book.vocabulary()
        self._do(lambda installation: keep_reads(installation, vocabulary), lambda _: None)

    def _on_trial(self) -> bool:
        return self._standing is not None and self._standing.on_trial and not self._leaving

    # --- looks --------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        certain = self._ground.book.certain()
        known = certain.at if certain is not None and self._kept_at + KEPT_EVERY <= certain.at else None
        self._kept_at = known or self._kept_at
        self._do(partial(look, known=known), self._seen)
        self._ground.timers.set("versions", LOOK, self._look_again)

    def _seen(self, seen: object) -> None:
        if not isinstance(seen, InstallationSeen) or self._leaving:
            return
        if self._standing is None:
            self._standing = seen.standing
            self._begin()
        self._tell(seen.news)
        self._give_up_in_time()
        wanted = seen.wanted
        if wanted is not None and self._is_time(wanted) and self._nobody_is_there() and not self._on_trial():
            self._change(wanted)

    def _begin(self) -> None:
        """What happened before this start, as far as the journal has not heard of it."""
        standing, last = self._standing, self._ground.book.ledger.last_update
        if standing is None:
            return
        if not standing.on_trial:
            self._keep_reads()
        if standing.undone:
            if not _is(last, standing.undone, UpdateStage.UNDONE):
                why = UndoReason(standing.why) if standing.why in set(UndoReason) else UndoReason.UNKNOWN
                self._ground.book.record(UpdateUndone(standing.undone, standing.version, why))
            undone = standing.undone
            self._do(lambda installation: undoing_is_told(installation, undone), lambda _: None)
        elif standing.on_trial and _is(last, standing.version, UpdateStage.CONFIRMED):
            self._settle(standing)  # the power went between the journal and the launcher's file
        elif standing.on_trial and not _is(last, standing.version, UpdateStage.APPLIED):
            self._ground.book.record(UpdateApplied(standing.version, standing.previous))
        elif last is not None and last.stage is UpdateStage.APPLIED and last.version != standing.version:
            self._ground.book.record(UpdateUndone(last.version, standing.version, UndoReason.UNKNOWN))

    def _tell(self, news: tuple[UpdateNews, ...]) -> None:
        """What fetcher and installer did, into the journal; twice at worst, never not at all."""
        if not news:
            return
        if news != self._told:
            for one in news:
                if one.stage is UpdateStage.FETCHED:
                    self._ground.book.record(UpdateFetched(one.version, one.size))
                elif one.stage is UpdateStage.REFUSED:
                    self._ground.book.record(UpdateRefused(one.version, one.why or UpdateFault.NOTHING))
        self._told = news
        self._do(drop_news, self._dropped)

    def _dropped(self, came: object) -> None:
        if not isinstance(came, Unread):
            self._told = ()

    def _give_up_in_time(self) -> None:
        """A version on trial that serves nobody is given up; one that was never meant to serve now is not."""
        standing = self._standing
        if not self._on_trial() or standing is None or self._serving() not in _ITS_OWN:
            self._unfit_since = None
            return
        now = self._ground.clock.monotonic()
        if self._unfit_since is None:
            self._unfit_since = now
        elif now - self._unfit_since >= GIVE_UP:
            self._change(Wanted(WantedKind.UNDO, standing.previous), UndoReason.NOT_SERVING)

    # --- changing -----------------------------------------------------------------------------------

    def _is_time(self, wanted: Wanted) -> bool:
        if wanted.kind is WantedKind.UNDO:
            return True
        site = self._ground.site
        local = self._ground.clock.now().astimezone(ZoneInfo(site.time_zone))
        began = local.replace(hour=site.update.at.hour, minute=site.update.at.minute, second=0, microsecond=0)
        return any(day <= local < day + _WINDOW for day in (began, began - timedelta(days=1)))

    def _nobody_is_there(self) -> bool:
        """At home, no visit under way or set aside, and every door shut."""
        ledger = self._ground.book.ledger
        return self._serving() is None and not ledger.visits and not ledger.doors_open

    def _change(self, wanted: Wanted, why: UndoReason = UndoReason.ASKED) -> None:
        standing = self._standing
        if standing is None or standing.version == wanted.version:
            return
        if wanted.kind is WantedKind.APPLY:
            self._ground.book.record(UpdateApplied(wanted.version, standing.version))
        else:
            self._ground.book.record(UpdateUndone(standing.version, wanted.version, why))
        self._go(wanted, why)

    def _go(self, wanted: Wanted, why: UndoReason) -> None:
        self._leaving = True
        self._close()
        self._do(lambda installation: change(installation, wanted, why), self._changed)

    def _changed(self, came: object) -> None:
        """Whatever came of it: the start is what says which version it is."""
        if isinstance(came, Unread):
            log.critical("the version could not be changed: the disk of the installation refuses")
        self._leave(Leaving.RESTART)

    # --- the technician's page ----------------------------------------------------------------------

    def _show(self, run: Run, _effect: LookAtVersions) -> object:
        if self._ground.outside.installation is None:
            return VersionsSeen(VERSION, managed=False)

        def came(seen: object) -> None:
            self._ground.timers.cancel(("versions", run))
            if run in self._hands.runs:
                self._hands.go_on(run, self._page(seen))

        ticket = self._do(look, came)
        self._ground.timers.set(
            ("versions", run), _LOOK_TAKES, lambda: self.on_looked(Looked(ticket, Unread()))
        )
        return LATER

    def _page(self, seen: object) -> VersionsSeen | Unread:
        if not isinstance(seen, InstallationSeen) or seen.standing is None:
            return Unread()
        standing, wanted, last = seen.standing, seen.wanted, self._ground.book.ledger.last_update
        ready = wanted.version if wanted is not None and wanted.kind is WantedKind.APPLY else ""
        return VersionsSeen(
            standing.version,
            previous=standing.previous,
            trial=standing.on_trial,
            ready="" if standing.on_trial else ready,
            notes=tuple(sorted(seen.notes.items())) if ready else (),
            undone=last.version if last is not None and last.stage is UpdateStage.UNDONE else "",
        )

    def _change_for(self, _run: Run, effect: ChangeVersion) -> None:
        """The journey has recorded it already."""
        self._go(Wanted(effect.kind, effect.version), UndoReason.ASKED)

    # --- in another thread --------------------------------------------------------------------------

    def _do(self, what: Callable[[Installation], object], then: Callable[[object], None]) -> int:
        """Have it done where files may be slow; `then` hears what came of it, `Unread` of a failed disk."""
        ticket = next(TICKETS)
        installation = self._ground.outside.installation
        if installation is not None:
            self._waiting[ticket] = then
            self._ground.outside.look(ticket, partial(what, installation))
        return ticket

    def on_looked(self, message: Looked) -> None:
        then = self._waiting.pop(message.ticket, None)
        if then is not None:
            then(message.seen)


def _is(last: LastUpdate | None, version: str, stage: UpdateStage) -> bool:
    return last is not None and (last.version, last.stage) == (version, stage)
