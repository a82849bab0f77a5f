"""The journal: appended to in durable transactions, read in order, refused when it is not sound."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Generic, Self, TypeVar

from kiosk.clock import Clock
from kiosk.journal import reading
from kiosk.journal.chain import Broken, Head, Raw, canonical, link
from kiosk.journal.checkpoints import Checkpoint, Reason, Sign, Verify
from kiosk.journal.codec import Codec
from kiosk.journal.connection import open_database
from kiosk.journal.files import sync
from kiosk.journal.lock import Owned
from kiosk.journal.problems import FAILURES, JournalUnusable, Problem, unusable
from kiosk.journal.rows import Entry, Row, read
from kiosk.journal.tables.vault import VaultTables
from kiosk.journal.vocabulary import Vocabulary
from kiosk.journal.writing import Writing

log = logging.getLogger(__name__)

E = TypeVar("E")

CHECKPOINT_EVERY = 256

_INSERT = f"INSERT INTO journal VALUES ({', '.join('?' * len(Raw._fields))})"  # noqa: S608  only question marks


class Journal(Generic[E]):
    """One process's journal of one data folder; every call belongs to the thread that opened it."""

    def __init__(
        self,
        owned: Owned,
        writing: Writing,
        *,
        clock: Clock,
        boot: str,
        codec: Codec[E],
        sign: Sign,
        verify: Verify,
        checkpoint_every: int,
    ) -> None:
        self.owned = owned
        self.folder = owned.folder
        self.codec = codec
        self.vault = VaultTables(writing)
        self.sign = sign
        self.signed_by_us = verify
        self.clock = clock
        self._writing = writing
        self.boot = boot
        self.checkpoint_every = checkpoint_every
        self._epoch = reading.epoch(writing.db)
        self._head = reading.head(writing.db)
        self.verified: reading.Verified | None = None
        """What the check at its opening found."""

    @classmethod
    def open(
        cls,
        owned: Owned,
        *,
        clock: Clock,
        boot: str,
        codec: Codec[E],
        sign: Sign,
        verify: Verify,
        checkpoint_every: int = CHECKPOINT_EVERY,
        held_to: Vocabulary | None = None,
    ) -> Self:
        """Open the folder's journal, or begin one in a folder that never had one.

        The file, its settings, its triggers and the chain since the last checkpoint are checked first.
        `held_to`: what a version on trial may write, so that the one before can read it; see `let_go`.
        `boot` names this run of the machine. `sign` and `verify` are the kiosk's signing key. Raises
        JournalUnusable, having changed nothing.
        """
        if not owned.held:
            raise RuntimeError("the data folder is not owned any more")
        db = open_database(owned.folder) if held_to is None else open_database(owned.folder, held_to.tables)
        try:
            verified = _unbroken(reading.verify_end(db, owned.folder, verify))
            journal = cls(
                owned,
                Writing(db),
                clock=clock,
                boot=boot,
                codec=codec if held_to is None else codec.held_to(held_to),
                sign=sign,
                verify=verify,
                checkpoint_every=checkpoint_every,
            )
            journal.verified = verified
            if reading.last_checkpoint(db) is None:
                journal.checkpoint(Reason.CREATED)
                sync(owned.folder)
        except FAILURES as failure:
            db.close()
            raise unusable(failure) from failure
        except BaseException:
            db.close()
            raise
        return journal

    def let_go(self, codec: Codec[E]) -> None:
        """The version before does not come back: from now on everything may be written."""
        self.codec = codec

    @property
    def head(self) -> Head:
        """The last row's seq and hash."""
        return self._head

    @property
    def epoch(self) -> int:
        return self._epoch

    def raise_epoch(self, least: int) -> int:
        """From now on rows are of this epoch at least; which it is. Rows that are there stay as they are."""
        if least > self._epoch:
            with self._writing.transaction():
                self._writing.db.execute("UPDATE epoch SET epoch = ?", [least])
            self._epoch = least
        return self._epoch

    def slice(self, after: int, most: int, most_bytes: int) -> reading.Slice | None:
        """The rows of one epoch that follow row `after`, some of them; None where none does.

        At most `most` rows and, but for the first, `most_bytes`.
        """
        self._writing.check()
        return reading.slice_of(self._writing.db, after, most, most_bytes)

    def first_of(self, epoch: int) -> int:
        """The seq of the first row of this epoch or a later one; one past the head where there is none."""
        self._writing.check()
        return reading.first_of(self._writing.db, epoch, self._head.seq)

    def hash_at(self, seq: int) -> bytes | None:
        """The hash of this row, 32 zero bytes for 0; None where there is none."""
        self._writing.check()
        return reading.hash_at(self._writing.db, seq)

    def epoch_of(self, seq: int) -> int | None:
        """The epoch of this row; None where there is none."""
        self._writing.check()
        return reading.epoch_of(self._writing.db, seq)

    @property
    def writing(self) -> Writing:
        """For the journal's own room: backups, snapshots, erasure."""
        return self._writing

    def append(
        self, entries: Sequence[Entry[E]], also: Callable[[], object] | None = None
    ) -> tuple[Row[E], ...]:
        """Record the entries in one durable transaction; they are on the disk when it returns.

        Writes to the vault made by `also` are in the same transaction. What `also` raises undoes
        everything and leaves the journal usable. Raises JournalUnusable where the disk fails; its
        `attempt` is set where the outcome is unknown: close, open again and ask `holds(attempt)`.
        """
        writing = self._writing
        writing.check()
        if writing.db.conn.in_transaction:
            raise RuntimeError("append within append")
        rows, raws = self._chain(entries)
        after = Head(rows[-1].seq, rows[-1].hash) if rows else self._head
        due = after.seq // self.checkpoint_every > self._head.seq // self.checkpoint_every
        checkpoint = self._statement(after, Reason.INTERVAL) if due else None
        writing.committing = False
        execute = writing.db.conn.execute
        try:
            execute("BEGIN")  # the hot path: as `writing.transaction()`, without its generators
            try:
                self._insert(raws)
                if also is not None:
                    also()
                if checkpoint is not None:
                    reading.store_checkpoint(writing.db, checkpoint)
                writing.committing = True
                execute("COMMIT")
            except BaseException:
                writing.db.rollback()
                raise
        except sqlite3.Error as failure:
            writing.judge(failure, after)
            raise
        self._head = after
        if checkpoint is not None:
            self._publish(checkpoint)
        return rows

    def _chain(self, entries: Sequence[Entry[E]]) -> tuple[tuple[Row[E], ...], list[tuple[object, ...]]]:
        at = self.clock.now()
        at_text = at.isoformat(timespec="microseconds")
        trusted = self.clock.trusted()
        seq, previous, epoch, boot = self._head.seq, self._head.hash, self._epoch, self.boot
        trusted_number = int(trusted)
        rows: list[Row[E]] = []
        raws: list[tuple[object, ...]] = []
        for entry in entries:
            seq += 1
            kind, v, body = self.codec.encode(entry.event)
            who = (entry.visit, entry.principal, entry.actor, entry.on_behalf_of)
            covered = (seq, epoch, boot, at_text, trusted_number, *who, kind, v, body)
            previous = link(previous, canonical(*covered))
            raws.append((*covered, previous))
            rows.append(Row(seq, epoch, boot, at, trusted, *who, kind, entry.event, previous))
        return tuple(rows), raws

    def _insert(self, raws: Sequence[tuple[object, ...]]) -> None:
        execute = self._writing.db.conn.execute
        try:
            for raw in raws:
                execute(_INSERT, raw)
        except sqlite3.IntegrityError as failure:  # a row that we did not write is there
            raise self._writing.fail(JournalUnusable(Problem.CHAIN_BROKEN, str(failure))) from failure

    def rows(self, after: int = 0, upto: int | None = None) -> Iterator[Row[E]]:
        """Rows with `after < seq <= upto` in order; raises `codec.Unreadable`."""
        self._writing.check()
        for raw in reading.raw_rows(self._writing.db, after, self._head.seq if upto is None else upto):
            yield read(self.codec, raw)

    def last_checkpoint(self) -> Checkpoint | None:
        """The newest statement that is kept in the file."""
        self._writing.check()
        return reading.last_checkpoint(self._writing.db)

    def verify(self) -> reading.Verified | Broken:
        """Walk the whole chain and all checkpoints."""
        self._writing.check()
        return reading.verify_whole(self._writing.db, self.folder, self.signed_by_us)

    def checkpoint(self, reason: Reason = Reason.ASKED) -> Checkpoint:
        """Sign the head of the chain, in the file and in `checkpoints/`."""
        checkpoint = self._statement(self._head, reason)
        with self._writing.transaction():
            reading.store_checkpoint(self._writing.db, checkpoint)
        self._publish(checkpoint)
        return checkpoint

    def _statement(self, at: Head, reason: Reason) -> Checkpoint:
        now = self.clock.now().isoformat(timespec="microseconds")
        return Checkpoint(at.seq, self._epoch, now, at.hash, reason).signed(self.sign)

    def _publish(self, checkpoint: Checkpoint) -> None:
        try:
            checkpoint.to_file(self.folder)
        except OSError as failure:
            # The row is safe in the journal, and the next checkpoint covers what this one did.
            log.warning("the checkpoint of row %d has no file of its own: %s", checkpoint.seq, failure)

    def close(self) -> None:
        """Sign the end and close; after a failure, only close."""
        try:
            self._writing.check()
            if not self._last_is_signed():
                self.checkpoint(Reason.CLOSED)
        except JournalUnusable:
            # Whoever uses the journal was told why, and says it once however often the disk is tried again.
            log.debug("the journal is closed after a failure")
        finally:
            self._writing.db.close()
            self._writing.fail(JournalUnusable(Problem.STOPPED, "closed"))

    def _last_is_signed(self) -> bool:
        last = reading.last_checkpoint(self._writing.db)
        return last is not None and last.head == self._head

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _unbroken(found: reading.Verified | Broken) -> reading.Verified:
    if isinstance(found, Broken):
        raise JournalUnusable(Problem.CHAIN_BROKEN, f"from row {found.seq}: {found.why}")
    return found
