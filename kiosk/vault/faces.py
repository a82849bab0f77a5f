"""Faces at rest: a mean template for each person, sealed with a key of its own. Never a picture."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from kiosk.custody.machine.pace import CertainTime, along
from kiosk.journal.tables.faces import FaceChoice, FaceTables, SealedFace
from kiosk.vault.sealing import Sealed, Sealing

log = logging.getLogger(__name__)


class FaceVault:
    """Belongs to the journal's thread, as the tables do."""

    def __init__(self, tables: FaceTables, pepper: bytes) -> None:
        self._tables = tables
        self._sealing = Sealing(pepper, "face", "template")

    def keep(self, party: str, template: bytes, now: datetime) -> None:
        """Seal the template with a new key; one that was kept for the person before is destroyed.

        `now`: by the journal's own pace, as in `used`.
        """
        sealed = self._sealing.seal(party, template)
        self._tables.put(SealedFace(party, sealed.key, sealed.secret, _text(now), _text(now)))

    def template(self, party: str) -> bytes | None:
        """The person's template; None where none is kept, or where what is there is not this person's."""
        found = self._tables.get(party)
        if found is None:
            return None
        template = self._sealing.unseal(party, Sealed(found.key, found.template))
        if template is None:
            log.warning("the face kept for %s does not open: a changed row, or another pepper", party)
        return template

    def templates(self, parties: Iterable[str]) -> dict[str, bytes]:
        """Those of these people that there are, in the given order."""
        found = ((party, self.template(party)) for party in parties)
        return {party: template for party, template in found if template is not None}

    def has(self, party: str) -> bool:
        return self._tables.get(party) is not None

    def parties(self) -> tuple[str, ...]:
        """Everybody of whom a face is kept."""
        return self._tables.parties()

    def used(self, party: str, now: datetime) -> None:
        """The person was recognised: the term of keeping begins anew."""
        self._tables.used(party, _text(now))

    def unused_for(self, keep: timedelta, time: CertainTime) -> tuple[str, ...]:
        """Whose were surely not used for so long."""
        return self._tables.unused_since(_text(time.at - keep))

    def move_along(self, known: datetime | None, by: timedelta, now: datetime) -> None:
        """A clock is believed that differs by so much from the one by which uses were noted.

        See `kiosk.custody.machine.pace.along`.
        """
        for party, used_at in self._tables.uses():
            told = datetime.fromisoformat(used_at)
            if (moved := along(told, known, by, now)) != told:
                self._tables.used(party, _text(moved))

    def destroy(self, parties: Collection[str]) -> int:
        """Keys and templates of these; how many there were. Traces go by `erasure.remove_traces`."""
        return self._tables.erase(parties)

    def note_choice(self, party: str, version: int, now: datetime, *, agreed: bool) -> None:
        """What the person said to this version of the consent."""
        self._tables.put_choice(FaceChoice(party, version, agreed, _text(now)))

    def note_withdrawal(self, party: str, now: datetime) -> None:
        """Their face is forgotten: from now on it counts as if they had declined."""
        said = self._tables.choice(party)
        if said is not None:
            self.note_choice(party, said.version, now, agreed=False)

    def choice(self, party: str) -> FaceChoice | None:
        return self._tables.choice(party)


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
