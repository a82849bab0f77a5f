"""`cubby journal COMMAND --data DIR [--json]`: read beside a running kiosk, or what is at rest."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from kiosk.clock import SystemClock
from kiosk.journal import beside, book, projections, reading
from kiosk.journal.chain import Broken
from kiosk.journal.codec import Unreadable
from kiosk.journal.commands.tail import tail
from kiosk.journal.connection import check_triggers
from kiosk.journal.copies.export import MANIFEST, ROWS, export
from kiosk.journal.copies.restore import restore
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import FAILURES, JournalUnusable, Problem
from kiosk.journal.store import Journal
from kiosk.usage import inspection as usage
from kiosk.vault import keys


def main(argv: Sequence[str]) -> int:
    """0 good, 1 a finding or a failure (with a sentence on stderr); wrong usage exits with 2."""
    options = usage.journal().parse_args(argv)
    if not options.data.exists():
        why = f"there is no folder {options.data}"
        _say(options, {"ok": False, "seq": None, "problem": str(Problem.MISSING), "why": why}, "")
        _complain(options, why)
        return 1
    try:
        found = _ACTS[options.command](options)
    except (JournalUnusable, keys.KeysUnusable, Unreadable, *FAILURES) as failure:
        return _refused(options, failure)
    return found


def _verify(options: argparse.Namespace) -> int:
    with beside.snapshot(options.data) as db:
        found = _walk(options, db)
        if isinstance(found, Broken):
            return _distrusted(options, found)
        check_triggers(db)
    said = {
        "ok": True,
        "rows": found.head.seq,
        "head": found.head.hash.hex(),
        "checkpoints": found.checkpoints,
    }
    _say(options, said, f"{found.head.seq} rows, {found.checkpoints} signed checkpoints: the chain holds.")
    return 0


def _walk(options: argparse.Namespace, db: Database) -> reading.Verified | Broken:
    return beside.walk(db, options.data, keys.verifier(keys.public_key(options.data)))


def _distrusted(options: argparse.Namespace, found: Broken) -> int:
    _say(options, {"ok": False, "seq": found.seq, "upto": found.upto, "why": found.why}, "")
    _complain(options, f"The journal can't be trusted from row {found.seq} on: {found.why}.")
    return 1


def _export(options: argparse.Namespace) -> int:
    out: Path = options.out or options.data / "export"
    key = keys.load(options.data, create=False)
    with beside.snapshot(options.data) as db:
        found = _walk(options, db)
        broken = found if isinstance(found, Broken) else None
        if broken is not None and not options.although_broken:
            return _distrusted(options, broken)
        manifest = export(db, out, clock=SystemClock(), sign=key.sign, public_key=key.public, broken=broken)
    if broken is not None:
        _complain(options, f"Exported as it is: from row {broken.seq} on it can't be trusted: {broken.why}.")
    said = manifest.plain() | {"signature": manifest.signature.hex(), "folder": str(out)}
    _say(
        options, said, f"{manifest.count} rows in {out / ROWS}, their hash and signature in {out / MANIFEST}."
    )
    return 0


def _rebuild(options: argparse.Namespace) -> int:
    verify = keys.verifier(keys.public_key(options.data))
    with beside.snapshot(options.data) as db:
        found = _walk(options, db)
        if isinstance(found, Broken):
            return _distrusted(options, found)  # what the rows say is not what was recorded
        rebuilt = projections.rebuild(db, book.codec(), book.ledger(), verify)
    said = {"ok": not rebuilt.differences, "rows": rebuilt.rows, "differences": list(rebuilt.differences)}
    if not rebuilt.differences:
        _say(options, said, f"{rebuilt.rows} rows read again: nothing differs.")
        return 0
    _say(options, said, "\n".join(rebuilt.differences))
    stored = (
        "The new one was stored in its place."
        if _mend(options.data)
        else ("The kiosk is running: end it and rebuild again to store the new one.")
    )
    _complain(options, f"The stored ledger is not what the rows say. {stored}")
    return 1


def _mend(folder: Path) -> bool:
    try:
        owned = own(folder)
    except AlreadyOwned:
        return False
    key = keys.load(folder, create=False)
    with (
        owned,
        Journal.open(
            owned, clock=SystemClock(), boot="rebuild", codec=book.codec(), sign=key.sign, verify=key.verify
        ) as journal,
    ):
        rebuilt = projections.rebuild(journal.writing.db, book.codec(), book.ledger(), key.verify)
        projections.save(journal, book.ledger(), rebuilt.state)
    return True


def _say(options: argparse.Namespace, said: dict[str, Any], sentence: str) -> None:
    if options.json:
        print(json.dumps(said, ensure_ascii=False))
    elif sentence:
        print(sentence)


def _complain(options: argparse.Namespace, sentence: str) -> None:
    print(f"cubby journal {options.command}: {sentence}", file=sys.stderr)


def _refused(options: argparse.Namespace, failure: Exception) -> int:
    problem = str(failure.problem) if isinstance(failure, JournalUnusable) else "unreadable"
    _say(options, {"ok": False, "seq": None, "problem": problem, "why": str(failure)}, "")
    _complain(options, str(failure))
    return 1


_ACTS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "verify": _verify,
    "tail": tail,
    "export": _export,
    "rebuild": _rebuild,
    "restore": restore,
}
