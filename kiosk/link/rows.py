"""What an answer of the hub to a batch of rows means for where the kiosk goes on. Pure.

The hub holds rows by epoch. A kiosk that was put back to a backup writes on in a higher epoch, and the hub
keeps what it had of the lower one; a hub that was put back asks for rows again. Two kiosks under one name are
told by one row that has two hashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kiosk.wire.batch import Acked, Answered, Expected, Fork


class Rows(Protocol):
    """The kiosk's own rows, as far as it takes to compare."""

    @property
    def head(self) -> int:
        """The last row's number; 0 where there is none."""
        ...

    @property
    def epoch(self) -> int:
        """That of the next row."""
        ...

    def epoch_of(self, seq: int) -> int | None: ...

    def hash_at(self, seq: int) -> bytes | None: ...

    def first_of(self, epoch: int) -> int: ...


@dataclass(frozen=True, slots=True)
class GoOn:
    """The hub has all rows that it will take up to `after`; go on behind it."""

    after: int
    acked: bool


@dataclass(frozen=True, slots=True)
class Forked:
    """Row `seq` is another one at the hub."""

    seq: int


Next: TypeAlias = GoOn | Forked


def after(answer: Answered, rows: Rows) -> Next:
    """Where to go on."""
    match answer:
        case Acked(seq, head, epoch):
            return _behind(seq, head, epoch, rows, acked=True)
        case Expected(seq, head, epoch):
            return _behind(seq - 1, head, epoch, rows, acked=False)
        case Fork(seq):
            return Forked(seq)


def _behind(seq: int, head: str, epoch: int, rows: Rows, *, acked: bool) -> Next:
    """The hub has rows of `epoch` up to `seq`, whose hash is `head`."""
    if epoch > rows.epoch:
        return Forked(seq)  # somebody writes in an epoch that this kiosk has not come to
    ours = rows.hash_at(seq)
    if ours is not None and ours.hex() == head:
        return GoOn(seq, acked)
    here = rows.epoch_of(seq)
    if epoch < rows.epoch and (here is None or here > epoch):
        # Rows that were lost here when a backup was put back: the hub keeps them, and we go on in ours.
        return GoOn(rows.first_of(epoch + 1) - 1, acked)
    return Forked(seq)
