"""A manifest: every file of a slot by path, mode, size and hash, its links, and the patches there are.

It is JSON, and the one thing about a release that is signed; everything else is found by the hashes in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.refusal import NoUpdate
from kiosk.update.versions import is_version

FORMAT: Final = 1
ENTRY: Final = "cubby"
"""What the launcher starts in a slot."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_MODES: Final = frozenset({0o644, 0o755})


@dataclass(frozen=True, slots=True)
class Packed:
    """What is fetched for one content: its hash (SHA-256 in hex) and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SlotFile:
    """`packed`: the whole content compressed by zstd, at `blob_name(sha256)` of the repository."""

    path: str
    mode: int
    sha256: str
    size: int
    packed: Packed


@dataclass(frozen=True, slots=True)
class SlotLink:
    """A symbolic link; `to` is relative and stays within the slot."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class SlotPatch:
    """What makes the content `made` out of the content `base`; at `patch_name(self)` of the repository."""

    base: str
    made: str
    packed: Packed


@dataclass(frozen=True, slots=True)
class SlotManifest:
    version: str
    files: tuple[SlotFile, ...]
    links: tuple[SlotLink, ...] = ()
    patches: tuple[SlotPatch, ...] = ()

    def contents(self) -> Mapping[str, SlotFile]:
        """One file of each content, by its hash."""
        return dict(reversed({file.sha256: file for file in reversed(self.files)}.items()))


def blob_name(sha256: str) -> str:
    return f"blobs/{sha256[:2]}/{sha256}"


def patch_name(patch: SlotPatch) -> str:
    return f"patches/{patch.made[:2]}/{patch.made}.{patch.base[:16]}"


def target_name(version: str) -> str:
    """Of the manifest, as TUF names it."""
    return f"cubby-{version}.json"


def manifest_text(manifest: SlotManifest) -> bytes:
    """The same bytes for the same manifest."""
    files = [
        [f.path, f"{f.mode:o}", f.size, f.sha256, f.packed.size, f.packed.sha256] for f in manifest.files
    ]
    links = [[link.path, link.to] for link in manifest.links]
    patches = [[p.base, p.made, p.packed.size, p.packed.sha256] for p in manifest.patches]
    told = {
        "format": FORMAT,
        "version": manifest.version,
        "files": files,
        "links": links,
        "patches": patches,
    }
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=0) + "\n").encode()


def read_manifest(content: bytes) -> SlotManifest:
    """Raises NoUpdate where it is none, or one that reaches out of its slot."""
    try:
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise _unreadable("it has another format, which a later Cubby reads")
        manifest = SlotManifest(
            str(told["version"]),
            tuple(map(_file, told["files"])),
            tuple(SlotLink(_path(path), _text(to)) for path, to in told["links"]),
            tuple(map(_patch, told["patches"])),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise _unreadable("it is no manifest") from failure
    for fault in faults(manifest):
        raise _unreadable(fault)
    return manifest


def faults(manifest: SlotManifest) -> Iterator[str]:
    """What keeps a slot from being built by it."""
    if not is_version(manifest.version):
        yield "its version is none"
    if not any(file.path == ENTRY and file.mode & 0o100 for file in manifest.files):
        yield f"it has no program {ENTRY!r}"
    paths = [*(file.path for file in manifest.files), *(link.path for link in manifest.links)]
    taken = set(paths)
    if len(taken) != len(paths):
        yield "it names a path twice"
    for path in paths:
        if any(str(above) in taken for above in PurePosixPath(path).parents):
            yield f"{path} is within a file"
    for link in manifest.links:
        if not _stays_within(link):
            yield f"the link {link.path} leads out of the slot"


def _stays_within(link: SlotLink) -> bool:
    depth = len(PurePosixPath(link.path).parts) - 1
    if not link.to or link.to.startswith("/"):
        return False
    for part in PurePosixPath(link.to).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return False
    return True


def _file(entry: Sequence[Any]) -> SlotFile:
    path, mode, size, sha256, packed_size, packed = entry
    bits = int(mode, 8)
    if bits not in _MODES:
        raise ValueError(mode)
    return SlotFile(_path(path), bits, _hash(sha256), _size(size), Packed(_hash(packed), _size(packed_size)))


def _patch(entry: Sequence[Any]) -> SlotPatch:
    base, made, size, packed = entry
    return SlotPatch(_hash(base), _hash(made), Packed(_hash(packed), _size(size)))


def _path(text: object) -> str:
    """A relative path in its one spelling."""
    path = _text(text)
    parts = path.split("/")
    if not all(parts) or "." in parts or ".." in parts:
        raise ValueError(path)
    return path


def _text(text: object) -> str:
    if not isinstance(text, str) or "\0" in text or len(text) > 1024:
        raise ValueError(text)
    return text


def _hash(text: object) -> str:
    if not isinstance(text, str) or not _HASH.fullmatch(text):
        raise ValueError(text)
    return text


def _size(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError(number)
    return number


def _unreadable(why: str) -> NoUpdate:
    return NoUpdate(UpdateFault.ALTERED, f"the manifest of this version can't be used: {why}")
