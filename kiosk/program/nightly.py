"""Once a night, while nobody is there: sign the head of the chain, and make a verified backup."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.custody.event import Event
from kiosk.custody.machine.pace import CertainTime
from kiosk.journal.copies import backup
from kiosk.journal.store import Journal

log = logging.getLogger(__name__)

HOUR: Final = 3
LOOK: Final = 60.0
"""Seconds from one look whether it is time to the next; also from a start to the first."""
_AFTER_FAILURE: Final = 3600.0
_APART: Final = 5 * 3600.0
"""Seconds that are always between two backups of one life, however the wall clock jumps about."""
_SHOWN_AGAIN: Final = timedelta(days=800)
"""By so much a clock may be set back, and what was spent is known to be spent all the same."""


class Nightly:
    """Belongs to the kiosk's thread; `zone` is the site's, by its IANA name."""

    def __init__(self, journal: Journal[Event], zone: str) -> None:
        self._journal = journal
        self._zone = ZoneInfo(zone)
        self._failing = False
        self._made: float | None = None
        self._began: datetime | None = None

    def due(self) -> bool:
        """Whether there is no backup since the last time it was three in the night here.

        A backup of a time that is still to come, by a clock that was set back since, counts for none.
        """
        passed = None if self._made is None else self._journal.clock.monotonic() - self._made
        if passed is not None and passed < _APART:
            return False
        now = self._journal.clock.now()
        copies = backup.existing(self._journal.folder)
        return not copies or not self._last_night(now) <= backup.made_at(copies[-1]) <= now

    def unsaved_days(self) -> int:
        """Whole days since there was a backup; where there never was one, since the journal's first row."""
        if self._began is None:
            first = next(self._journal.rows(upto=1), None)
            self._began = first.at if first else None
        now = self._journal.clock.now()
        made = [backup.made_at(copy) for copy in backup.existing(self._journal.folder)]
        last = max((at for at in made if at <= now), default=self._began)
        return 0 if last is None else max(0, (now - last).days)

    def _last_night(self, now: datetime) -> datetime:
        local = now.astimezone(self._zone)
        tonight = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
        return tonight if tonight <= local else tonight - timedelta(days=1)

    def sign(self, time: CertainTime | None = None) -> None:
        """Say the head of the chain, and drop what nobody could show any more. Raises JournalUnusable.

        `time`: what has surely come; without it nothing is dropped.
        """
        self._journal.checkpoint()
        if time is not None:
            self._journal.vault.spent.drop(time, _SHOWN_AGAIN)

    def copied(self, why: str) -> float:
        """Seconds until the next look, after a backup was made, or was not and `why`.

        A failure is told once, and once when it is over.
        """
        if why:
            if not self._failing:
                log.warning("there is no backup of this day: %s", why)
            self._failing = True
            return _AFTER_FAILURE
        if self._failing:
            log.warning("backups are made again")
        self._failing = False
        self._made = self._journal.clock.monotonic()
        return LOOK
