"""An export can be checked with nothing but SHA-256, Ed25519 and the page that describes it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.clock import FakeClock
from kiosk.journal.chain import Head, follow
from kiosk.journal.copies import export
from kiosk.journal.reading import raw_rows
from kiosk.journal.rows import Entry
from tests.journal.kit import KEYS, Rolled, Wheel, note, opened


def _exported(folder: Path, rows: int = 700) -> Path:
    with opened(folder, every=1000) as journal:
        journal.append([Entry(Rolled((Wheel(2.5), Wheel(1e-7)), 'Zażółć "q" \\ \n ٣', fast=False))])
        journal.append([note(f"row {number}", visit="v") for number in range(rows - 1)])
        db = journal.writing.db
        out = folder / "out"
        export.export(db, out, clock=FakeClock(), sign=KEYS.sign, public_key=KEYS.public)
        assert list(export.rows_of(out / export.ROWS)) == list(raw_rows(db))
    return out


def test_a_stranger_can_check_it(tmp_path: Path) -> None:
    out = _exported(tmp_path)
    manifest = json.loads((out / "manifest.json").read_text())
    content = (out / manifest["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == manifest["sha256"]
    previous = bytes(32)
    lines = content.splitlines()
    for line in lines:
        said = json.loads(line)
        row = line[line.index(b'"row":') + 6 : -1]
        previous = hashlib.sha256(previous + row).digest()
        assert previous.hex() == said["hash"]
    assert manifest["head"] == previous.hex()
    assert (manifest["count"], manifest["first"], manifest["last"]) == (len(lines), 1, len(lines))
    signature = bytes.fromhex(manifest.pop("signature"))
    statement = b"cubby export 1\n" + json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["public_key"])).verify(signature, statement)


def test_it_is_read_back_as_it_was(tmp_path: Path) -> None:
    out = _exported(tmp_path, rows=5)
    manifest = export.manifest_of(out / export.MANIFEST)
    assert follow(Head(), export.rows_of(out / export.ROWS)) == Head(manifest.last, manifest.head)
    assert KEYS.verify(manifest.statement(), manifest.signature)


def test_an_empty_journal_has_an_export_too(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        manifest = export.export(
            journal.writing.db, tmp_path / "out", clock=FakeClock(), sign=KEYS.sign, public_key=KEYS.public
        )
    assert (manifest.count, manifest.first, manifest.last, manifest.head) == (0, 0, 0, bytes(32))
    assert (tmp_path / "out" / export.ROWS).read_bytes() == b""


@pytest.mark.parametrize("text", ["", "{}", '{"hash":"00","row":{"seq":1}}', '{"hash":"zz","row":{}}', "[1]"])
def test_a_line_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a line of an export"):
        export.parse(text)
