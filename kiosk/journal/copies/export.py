"""The journal as a text file that anybody can check: JSON Lines and a signed manifest.

A line is `{"hash":"<hex>","row":<canonical row>}`; its hash is SHA-256 of the hash of the line before
(32 zero bytes before the first) and the canonical row, as it is in the line, in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kiosk.clock import Clock
from kiosk.journal.chain import Broken, Head, Raw, canonical
from kiosk.journal.checkpoints import Sign
from kiosk.journal.codec import canonical_json
from kiosk.journal.files import sync, write_whole
from kiosk.journal.problems import JournalUnusable, Problem
from kiosk.journal.reading import raw_rows

ROWS = "journal.jsonl"
MANIFEST = "manifest.json"
_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True)
class Manifest:
    """`sha256` is that of the whole file; `head` the hash of the last row; signature and key are Ed25519.

    `broken_from`: the first row that can't be trusted, where the journal was exported although its chain
    does not hold; the signature then says only that this is what was there.
    """

    at: str
    count: int
    first: int
    last: int
    head: bytes
    sha256: bytes
    public_key: bytes
    signature: bytes = b""
    broken_from: int | None = None

    def plain(self) -> dict[str, Any]:
        broken = {} if self.broken_from is None else {"broken_from": self.broken_from}
        return broken | {
            "at": self.at,
            "count": self.count,
            "file": ROWS,
            "first": self.first,
            "head": self.head.hex(),
            "last": self.last,
            "public_key": self.public_key.hex(),
            "sha256": self.sha256.hex(),
        }

    def statement(self) -> bytes:
        """What is signed."""
        return b"cubby export 1\n" + canonical_json(self.plain()).encode()


def export(
    db: Database,
    out: Path,
    *,
    clock: Clock,
    sign: Sign,
    public_key: bytes,
    broken: Broken | None = None,
    passed: Callable[[int], object] = lambda _seq: None,
) -> Manifest:
    """Write `journal.jsonl` and `manifest.json` into the folder `out`. Raises OSError, JournalUnusable.

    The chain was verified before, in the same snapshot; `broken` is what that found. `passed` hears of the
    rows now and then.
    """
    out.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    count, first, head = 0, 0, Head()
    unfinished = out / f".{ROWS}.new"
    with unfinished.open("wb") as file:
        for raw in raw_rows(db):
            try:
                written = line(raw).encode() + b"\n"
            except ValueError as failure:
                raise JournalUnusable(Problem.DAMAGED, f"row {raw.seq} holds no text: {failure}") from failure
            file.write(written)
            digest.update(written)
            count, first, head = count + 1, first or raw.seq, Head(raw.seq, raw.hash)
            if count % _TOLD_EVERY == 0:
                passed(raw.seq)
    sync(unfinished)
    unfinished.replace(out / ROWS)
    at = clock.now().isoformat(timespec="microseconds")
    broken_from = None if broken is None else broken.seq
    said = Manifest(
        at, count, first, head.seq, head.hash, digest.digest(), public_key, broken_from=broken_from
    )
    signed = replace(said, signature=sign(said.statement()))
    text = json.dumps(signed.plain() | {"signature": signed.signature.hex()}, indent=2, sort_keys=True)
    write_whole(out / MANIFEST, text.encode() + b"\n")
    return signed


def line(raw: Raw) -> str:
    return f'{{"hash":"{raw.hash.hex()}","row":{canonical(*raw[:-1])}}}'


def parse(text: str) -> Raw:
    """A line of an export as the row it was; raises ValueError."""
    try:
        said = json.loads(text)
        row = said["row"]
        return Raw(**row | {"body": canonical_json(row["body"])}, hash=bytes.fromhex(said["hash"]))
    except (KeyError, TypeError, ValueError) as failure:
        raise ValueError(f"not a line of an export: {text[:80]}") from failure


def rows_of(path: Path) -> Iterator[Raw]:
    """The rows of an exported `journal.jsonl`."""
    with path.open(encoding="utf-8") as file:
        for text in file:
            yield parse(text)


def manifest_of(path: Path) -> Manifest:
    """An exported `manifest.json`; raises ValueError, KeyError."""
    said = json.loads(path.read_text())
    return Manifest(
        at=said["at"],
        count=said["count"],
        first=said["first"],
        last=said["last"],
        head=bytes.fromhex(said["head"]),
        sha256=bytes.fromhex(said["sha256"]),
        public_key=bytes.fromhex(said["public_key"]),
        signature=bytes.fromhex(said["signature"]),
        broken_from=said.get("broken_from"),
    )
