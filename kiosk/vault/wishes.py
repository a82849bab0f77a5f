"""What people wish of the screen, kept for their next visit: sealed, for it tells of their bodies."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta

from kiosk.custody.machine.pace import CertainTime, along
from kiosk.custody.wishes.wishes import Wishes
from kiosk.journal.tables.wishes import SealedWishes, WishTables
from kiosk.vault.sealing import Sealed, Sealing

log = logging.getLogger(__name__)


class WishVault:
    """Belongs to the journal's thread, as the tables do."""

    def __init__(self, tables: WishTables, pepper: bytes) -> None:
        self._tables = tables
        self._sealing = Sealing(pepper, "wishes", "wishes")

    def keep(self, party: str, wishes: Wishes, now: datetime) -> None:
        """Seal them with a new key; those that were kept for the person before are destroyed.

        `now`: by the journal's own pace, as in `used`.
        """
        sealed = self._sealing.seal(party, json.dumps(asdict(wishes)).encode())
        self._tables.put(SealedWishes(party, sealed.key, sealed.secret, _text(now)))

    def of(self, party: str) -> Wishes | None:
        """The person's; None where none are kept, or what is there can't be read or is not this person's."""
        found = self._tables.get(party)
        if found is None:
            return None
        told = self._sealing.unseal(party, Sealed(found.key, found.sealed))
        wishes = None if told is None else _read(told)
        if wishes is None:
            log.warning("what %s wishes of the screen does not open: a changed row, or another pepper", party)
        return wishes

    def has(self, party: str) -> bool:
        return self._tables.get(party) is not None

    def used(self, party: str, now: datetime) -> None:
        """The person was there: the term of keeping begins anew."""
        self._tables.used(party, _text(now))

    def unused_for(self, keep: timedelta, time: CertainTime) -> tuple[str, ...]:
        """Whose were surely not used for so long."""
        return self._tables.unused_since(_text(time.at - keep))

    def move_along(self, known: datetime | None, by: timedelta, now: datetime) -> None:
        """A clock is believed that differs by so much: see `kiosk.custody.machine.pace.along`."""
        for party, used_at in self._tables.uses():
            told = datetime.fromisoformat(used_at)
            if (moved := along(told, known, by, now)) != told:
                self._tables.used(party, _text(moved))

    def destroy(self, parties: Collection[str]) -> int:
        """Keys and wishes of these; of how many there were some."""
        return self._tables.erase(parties)


def _read(told: bytes) -> Wishes | None:
    """What another version has kept besides is left out."""
    known = {each.name: each.type for each in fields(Wishes)}
    try:
        said = {name: value for name, value in json.loads(told).items() if name in known}
        if any(type(value).__name__ != known[name] for name, value in said.items()):
            return None
        return Wishes(**said)
    except (ValueError, AttributeError):
        return None


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
