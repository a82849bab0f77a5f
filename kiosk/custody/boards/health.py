"""How each lock and each board does, folded from the journal: openings, times, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from kiosk.custody.boards.boards import BoardCount
from kiosk.custody.boards.events import BoardReplaced, BoardsCounted
from kiosk.custody.changes import put, replace, together, without
from kiosk.custody.doors.events import OpeningEnded, OpeningIntended
from kiosk.custody.ids import IntentId
from kiosk.custody.learning.events import Commissioned
from kiosk.custody.ledger import Recorded
from kiosk.custody.words import DoorResult

FOLD: Final = 1
"""As `kiosk.custody.fold.FOLD`, for how the locks do."""
TOLD_BY: Final = (
    OpeningIntended,
    OpeningEnded,
    BoardsCounted,
    BoardReplaced,
    Commissioned,
)
"""No other event says anything of locks and boards; of those all that is read."""
REMEMBERED: Final = 40
ENOUGH: Final = 5
"""Openings from which on a lock has a usual time."""
SLOW: Final = 3
"""How many times its usual time a lock may need before it is named."""


@dataclass(frozen=True, slots=True)
class LockHealth:
    """`times`: milliseconds from the command to the opening, of the last `REMEMBERED` openings."""

    openings: int = 0
    jams: int = 0
    not_sent: int = 0
    unknown: int = 0
    times: tuple[int, ...] = ()
    last_opened: datetime | None = None

    @property
    def usual_ms(self) -> int:
        """The median of all but the last; 0 before there are enough."""
        before = sorted(self.times[:-1])
        return before[len(before) // 2] if len(before) >= ENOUGH else 0

    @property
    def last_ms(self) -> int:
        return self.times[-1] if self.times else 0

    @property
    def slow(self) -> bool:
        """Whether the last opening took so long that the lock may fail soon."""
        return 0 < SLOW * self.usual_ms <= self.last_ms


@dataclass(frozen=True, slots=True)
class Health:
    """By door. `under_way`: which door an intent is about until it is answered. `boards`: by bank."""

    locks: Mapping[str, LockHealth] = field(default_factory=dict)
    under_way: Mapping[IntentId, str] = field(default_factory=dict)
    boards: Mapping[str, BoardCount] = field(default_factory=dict)

    def of(self, door: str) -> LockHealth:
        return self.locks.get(door, NEVER_USED)

    def board(self, bank: str) -> BoardCount:
        return self.boards.get(bank, BoardCount(bank))


def fold(health: Health, row: Recorded) -> Health:
    match row.event:
        case OpeningIntended(intent, door=door):
            return replace(health, under_way=put(health.under_way, intent, door))
        case OpeningEnded(intent) as ended if intent in health.under_way:
            door = health.under_way[intent]
            under_way = without(health.under_way, intent)
            locks = put(health.locks, door, _after(health.of(door), ended, row.at))
            return replace(health, locks=locks, under_way=under_way)
        case BoardsCounted(counted):
            new = [(count.bank, health.board(count.bank).plus(count)) for count in counted]
            return replace(health, boards=together(health.boards, new))
        case BoardReplaced(bank):
            return replace(health, boards=without(health.boards, bank))
        case Commissioned():
            return EMPTY  # the doors have other locks from now on
        case _:
            return health


def _after(lock: LockHealth, ended: OpeningEnded, at: datetime) -> LockHealth:
    match ended.result:
        case DoorResult.OPENED:
            took = () if ended.after_ms is None else (ended.after_ms,)
            times = (*lock.times, *took)[-REMEMBERED:]
            return replace(lock, openings=lock.openings + 1, times=times, last_opened=at)
        case DoorResult.JAMMED:
            return replace(lock, jams=lock.jams + 1)
        case DoorResult.NOT_SENT:
            return replace(lock, not_sent=lock.not_sent + 1)
        case _:
            return replace(lock, unknown=lock.unknown + 1)


NEVER_USED: Final = LockHealth()
EMPTY: Final = Health()
