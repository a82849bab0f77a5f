"""`cubby journal restore`: put a backup back, the newest that is sound where none is named."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.journal import reading
from kiosk.journal.connection import read_only
from kiosk.journal.copies import backup
from kiosk.journal.copies.backup import BackupFailed
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import FAILURES, JournalUnusable
from kiosk.vault import keys


def restore(options: argparse.Namespace) -> int:
    """0 when a backup was put back; 1 with a sentence where none was."""
    try:
        owned = own(options.data)
    except AlreadyOwned as running:
        return _fail(f"{running} A backup is put back while it is stopped.")
    with owned:
        key = keys.load(options.data, create=False)
        copies = [options.backup] if options.backup else reversed(backup.existing(options.data))
        why = f"There is no backup in {options.data / 'backups'}."
        for copy in copies:
            try:
                lost = _rows(options.data, copy)
            except (BackupFailed, JournalUnusable, *FAILURES) as failure:
                why = f"{copy.name} can't be put back: {failure}"
                continue
            if not _agreed(options, copy, lost):
                return _fail("Nothing was changed.")
            try:
                stated = backup.restore(owned, copy, clock=SystemClock(), sign=key.sign, verify=key.verify)
            except BackupFailed as failure:
                why = str(failure)
                continue
            _say(options, copy, stated.seq, stated.epoch, lost)
            return 0
        return _fail(f"{why} Nothing was changed.")


def _rows(folder: Path, copy: Path) -> int | None:
    """How many rows the journal of now has more than the copy; None where that can't be read."""
    with backup.looked_at(copy) as db:
        kept = reading.head(db).seq
    try:
        with contextlib.closing(read_only(folder)) as now:
            return max(0, reading.head(now).seq - kept)
    except (JournalUnusable, *FAILURES):
        return None


def _agreed(options: argparse.Namespace, copy: Path, lost: int | None) -> bool:
    if options.yes:
        return True
    if not sys.stdin.isatty():
        _fail(f"{copy.name} would be put back; {_loss(lost)}. Say --yes to do it.")
        return False
    print(f"{copy.name} will be put back; {_loss(lost)}. The journal of now is kept in set-aside/.")
    return input("Put it back? [y/N] ").strip().lower() in {"y", "yes"}


def _loss(lost: int | None) -> str:
    return "what happened since is lost" if lost is None else f"{lost} later rows are lost"


def _say(options: argparse.Namespace, copy: Path, rows: int, epoch: int, lost: int | None) -> None:
    if options.json:
        said = {"ok": True, "backup": str(copy), "rows": rows, "epoch": epoch, "lost": lost}
        print(json.dumps(said, ensure_ascii=False))
        return
    print(f"{copy.name} is the journal now: {rows} rows, epoch {epoch}; {_loss(lost)}.")
    print("Start the kiosk, then compare every compartment with the records (Check compartments).")


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
