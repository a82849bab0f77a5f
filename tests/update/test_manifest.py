"""A manifest is read as it was written, and one that reaches out of its slot is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.update.manifest import (
    Packed,
    SlotFile,
    SlotLink,
    SlotManifest,
    SlotPatch,
    manifest_text,
    read_manifest,
)
from kiosk.update.refusal import NoUpdate
from kiosk.update.versions import is_version, order

_HASH = "ab" * 32
_PACKED = Packed("cd" * 32, 7)
_WHOLE = SlotManifest(
    "1.2.3",
    (SlotFile("cubby", 0o755, _HASH, 9, _PACKED), SlotFile("lib/a.so", 0o644, _HASH, 9, _PACKED)),
    (SlotLink("lib/b.so", "a.so"), SlotLink("lib/deep/c.so", "../a.so")),
    (SlotPatch(_HASH, "ef" * 32, _PACKED),),
)


def test_it_is_read_as_it_was_written() -> None:
    assert read_manifest(manifest_text(_WHOLE)) == _WHOLE


def _file(path: str, mode: str = "644", sha256: str = _HASH, size: object = 9) -> list[object]:
    return [path, mode, size, sha256, 7, "cd" * 32]


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"version": "../../etc"},
        {"version": "1.2"},
        {"files": []},
        {"files": [_file("cubby", "644")]},
        {"files": [_file("cubby", "4755")]},
        {"files": [_file("cubby", "755"), _file("../evil")]},
        {"files": [_file("cubby", "755"), _file("/etc/passwd")]},
        {"files": [_file("cubby", "755"), _file("a//b")]},
        {"files": [_file("cubby", "755"), _file("a\0b")]},
        {"files": [_file("cubby", "755"), _file("cubby")]},
        {"files": [_file("cubby", "755"), _file("cubby/below")]},
        {"files": [_file("cubby", "755"), _file("a", sha256="short")]},
        {"files": [_file("cubby", "755"), _file("a", size=-1)]},
        {"files": [_file("cubby", "755"), _file("a", size="9")]},
        {"files": [_file("cubby", "755"), ["a"]]},
        {"links": [["lib/b.so", "/etc/passwd"]]},
        {"links": [["lib/b.so", "../../etc/passwd"]]},
        {"links": [["lib/b.so", "x/../../../y"]]},
        {"links": [["lib/b.so", ""]]},
        {"links": [["lib", "elsewhere"]]},
        {"patches": [["short", _HASH, 1, _HASH]]},
    ],
)
def test_what_reaches_out_of_its_slot_is_refused(change: dict[str, Any]) -> None:
    told = {**json.loads(manifest_text(_WHOLE)), **change}
    with pytest.raises(NoUpdate, match="manifest of this version can't be used"):
        read_manifest(json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"format": 1}'])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(NoUpdate):
        read_manifest(content)


def test_versions_are_ordered_as_semver_says() -> None:
    rising = [
        "0.9.0",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-rc.2",
        "1.0.0-rc.11",
        "1.0.0",
        "1.10.0",
    ]
    assert sorted(rising, key=order) == rising
    assert not any(map(is_version, ("", "1", "1.0", "v1.0.0", "1.0.0/..", "1.0.0-", "..", "1.0.0\n")))
