"""Recording a journal for the releases to come, and reading those of the releases that were.

A golden journal is an export of real visits: `NAME.jsonl`, its manifest `NAME.json`, and what the ledger
was at its end, `NAME.ledger.json`. `record` makes the three; they are never changed afterwards.
`NAME.folds` has the snapshots that a kiosk of that release could have kept on the way.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.things.upcasters import leg_1_2
from kiosk.journal import book
from kiosk.journal.chain import Head, follow
from kiosk.journal.codec import Unreadable
from kiosk.journal.copies import export
from kiosk.journal.rows import read
from kiosk.journal.store import Journal
from kiosk.vault.keys import Keys, verifier

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Replayed:
    """What today's code makes of an old journal. `ledger` is what it says of the old one's words."""

    rows: int
    ledger: Ledger


def record(journal: Journal[Event], keys: Keys, name: str, clock: Clock, folder: Path = FOLDER) -> None:
    """Keep `journal` as the golden journal `name` (such as "0.1.0")."""
    with tempfile.TemporaryDirectory() as text:
        out = Path(text)
        export.export(journal.writing.db, out, clock=clock, sign=keys.sign, public_key=keys.public)
        (folder / f"{name}.jsonl").write_bytes((out / export.ROWS).read_bytes())
        (folder / f"{name}.json").write_bytes((out / export.MANIFEST).read_bytes())
    ledger = replay(folder / f"{name}.jsonl").ledger
    text = json.dumps(_plain(ledger), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / f"{name}.ledger.json").write_text(text + "\n", encoding="utf-8")
    record_folds(folder / f"{name}.jsonl")


def record_folds(path: Path) -> None:
    """Keep what the ledger and how the locks do were at every tenth row of a golden journal."""
    raws = list(export.rows_of(path))
    lines = []
    for projection in (book.ledger(), book.health()):
        state: Any = projection.empty
        for raw in raws:
            state = projection.fold(state, read(book.codec(), raw))
            if raw.seq % 10 == 0 or raw.seq == len(raws):
                kept = {"seq": raw.seq, "name": projection.name, "shape": projection.codec.shape}
                lines.append(json.dumps(kept | {"state": projection.codec.plain(state)}, sort_keys=True))
    path.with_suffix(".folds").write_text("\n".join(lines) + "\n", encoding="utf-8")


def kept_by(path: Path) -> list[str]:
    """The snapshots of that release, a line each."""
    return path.with_suffix(".folds").read_text(encoding="utf-8").splitlines()


def misfolds(path: Path) -> list[str]:
    """Snapshots of that release that today's code would believe, and that are not what it folds itself."""
    raws = list(export.rows_of(path))
    found = []
    for line in kept_by(path):
        kept = json.loads(line)
        projection: Any = {"ledger": book.ledger(), "health": book.health()}[kept["name"]]
        if kept["shape"] != projection.codec.shape:
            continue
        state = projection.empty
        for raw in raws[: kept["seq"]]:
            state = projection.fold(state, read(book.codec(), raw))
        try:
            if projection.codec.decode(json.dumps(kept["state"])) != state:
                found.append(f"{kept['name']} at row {kept['seq']}")
        except Unreadable as failure:
            found.append(f"{kept['name']} at row {kept['seq']}: {failure}")
    return found


def replay(path: Path) -> Replayed:
    """Verify the chain, the hash and the signature of a golden journal, read every event and fold it."""
    manifest = export.manifest_of(path.with_suffix(".json"))
    assert hashlib.sha256(path.read_bytes()).digest() == manifest.sha256
    assert verifier(manifest.public_key)(manifest.statement(), manifest.signature)
    raws = list(export.rows_of(path))
    assert follow(Head(), raws) == Head(manifest.last, manifest.head)
    projection = book.ledger()
    ledger = projection.empty
    for raw in raws:
        ledger = projection.fold(ledger, read(book.codec(), raw))
    return Replayed(len(raws), ledger)


def differences(path: Path) -> list[str]:
    """What the ledger of that time said and today's does not; what later versions add is no difference."""
    then = json.loads(path.with_suffix(".ledger.json").read_text(encoding="utf-8"))
    return list(_missing("ledger", then, _plain(replay(path).ledger)))


def _missing(where: str, then: Any, now: Any) -> list[str]:
    if isinstance(then, dict) and isinstance(now, dict):
        if "party" in then and "act" in then:
            then = leg_1_2(then)
        return [line for key in then for line in _missing(f"{where}.{key}", then[key], now.get(key))]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [
            line
            for n, pair in enumerate(zip(then, now, strict=True))
            for line in _missing(f"{where}[{n}]", *pair)
        ]
    return [] if then == now else [f"{where}: was {then!r}, is {now!r}"]


def _plain(ledger: Ledger) -> Any:
    """JSON values; sets sorted, so that the file says the same each time."""
    plain = book.ledger().codec.plain(ledger)
    return {key: sorted(value) if key in _SETS else value for key, value in plain.items()}


_SETS = {name for name in Ledger.__slots__ if isinstance(getattr(Ledger(), name), frozenset)}
