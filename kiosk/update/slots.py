"""A slot is built beside the one that runs: linked where it is the same, fetched where not, then verified."""

from __future__ import annotations

import logging
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.custody.machine.updates import UpdateFault
from kiosk.journal.files import sync
from kiosk.update.manifest import SlotFile, SlotManifest, SlotPatch, blob_name, patch_name
from kiosk.update.packing import sha256_of, unpack
from kiosk.update.refusal import NoUpdate, disk_refusal
from kiosk.update.sources import Source, receive

log = logging.getLogger(__name__)

_SLACK: Final = 16 << 20
"""Bytes that stay free on a disk whatever comes."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """What has to come for a slot: `patches` by the content they make, and `whole` contents."""

    patches: Mapping[str, SlotPatch]
    whole: Mapping[str, SlotFile]

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        patched = sum(patch.packed.size for patch in self.patches.values())
        return patched + sum(file.packed.size for file in self.whole.values())


def index_of(slot: Path | None) -> Mapping[str, Path]:
    """One file of each content that a slot has, by its hash, as the disk has it now. Raises NoUpdate."""
    if slot is None:
        return {}
    try:
        return {sha256_of(path): path for path in _files(slot)}
    except OSError as failure:
        raise disk_refusal(failure) from failure


def to_fetch(manifest: SlotManifest, there: Mapping[str, object]) -> Fetching:
    """What a machine has to fetch that has these contents `there`; a patch where it is the smaller."""
    missing = {h: file for h, file in manifest.contents().items() if h not in there}
    patches: dict[str, SlotPatch] = {}
    for patch in manifest.patches:
        file = missing.get(patch.made)
        if file is None or patch.base not in there or patch.packed.size >= file.packed.size:
            continue
        chosen = patches.get(patch.made)
        if chosen is None or patch.packed.size < chosen.packed.size:
            patches[patch.made] = patch
    return Fetching(patches, {h: file for h, file in missing.items() if h not in patches})


class Contents:
    """Makes contents out of what a source has. `packed`: where what came is kept, for the next try too."""

    def __init__(self, source: Source, there: Mapping[str, Path], packed: Path) -> None:
        self._source = source
        self._there = there
        self._packed = packed

    def make(self, file: SlotFile, patch: SlotPatch | None, to: Path) -> None:
        """The content of `file` at `to`; whole where the patch does not make it. Raises NoUpdate."""
        if patch is not None and self._patched(patch, to):
            return
        name = blob_name(file.sha256)
        packed = self._received(name, file)
        if not unpack(packed, to) or sha256_of(to) != file.sha256:
            to.unlink(missing_ok=True)
            room_for(to.parent, file.size)  # a full disk is no altered file
            raise NoUpdate(UpdateFault.ALTERED, f"{file.path} was altered: it is not what was signed")

    def _patched(self, patch: SlotPatch, to: Path) -> bool:
        name = patch_name(patch)
        try:
            packed = self._received(name, patch)
        except NoUpdate as refusal:
            if refusal.fault is UpdateFault.DISK_FULL:
                raise
            log.warning("the patch %s is not used: %s", name, refusal)
            return False
        if unpack(packed, to, base=self._there[patch.base]) and sha256_of(to) == patch.made:
            return True
        to.unlink(missing_ok=True)
        log.warning("the patch %s does not make what it should; the whole file is fetched", name)
        return False

    def _received(self, name: str, what: SlotFile | SlotPatch) -> Path:
        to = self._packed / name
        receive(self._source, name, what.packed, to)
        return to


def room_for(folder: Path, size: int) -> None:
    """Raises NoUpdate where the disk of this folder has no room for so many bytes more."""
    if shutil.disk_usage(folder).free < size + _SLACK:
        raise NoUpdate(
            UpdateFault.DISK_FULL,
            f"the disk is full: {(size + _SLACK) / 1e6:.0f} MB are needed; free some space and try again",
        )


def build(
    manifest: SlotManifest, contents: Contents, there: Mapping[str, Path], work: Path, slot: Path
) -> None:
    """Make `slot` what the manifest says, durably; the name `slot` stands for a whole one or for nothing.

    Raises NoUpdate.
    """
    fetching = to_fetch(manifest, there)
    anew = work / "slot"
    try:
        clear(anew)
        anew.mkdir(parents=True)
        room_for(work, sum(file.size for file in manifest.files if file.sha256 not in there))
        for file in manifest.files:
            at = anew / file.path
            at.parent.mkdir(parents=True, exist_ok=True)
            same = there.get(file.sha256)
            if same is not None and stat.S_IMODE(same.stat().st_mode) == file.mode:
                os.link(same, at)
                continue
            if same is not None:
                shutil.copyfile(same, at)
            else:
                contents.make(file, fetching.patches.get(file.sha256), at)
            at.chmod(file.mode)
            sync(at)
        for link in manifest.links:
            at = anew / link.path
            at.parent.mkdir(parents=True, exist_ok=True)
            at.symlink_to(link.to)
        verify(manifest, anew)
        for folder in _folders(anew):
            folder.chmod(0o755)
            sync(folder)
        clear(slot)
        anew.rename(slot)
        sync(slot.parent)
    except OSError as failure:
        raise disk_refusal(failure) from failure


def verify(manifest: SlotManifest, slot: Path) -> None:
    """Every file is there and as it was signed, and no other. Raises NoUpdate, OSError."""
    wanted = {file.path: file for file in manifest.files}
    links = {link.path: link.to for link in manifest.links}
    for path in _entries(slot):
        name = str(path.relative_to(slot))
        if path.is_symlink():
            if links.pop(name, None) != str(path.readlink()):
                raise _not_as_signed(name)
            continue
        file = wanted.pop(name, None)
        if file is None or stat.S_IMODE(path.stat().st_mode) != file.mode or sha256_of(path) != file.sha256:
            raise _not_as_signed(name)
    for missing in (*wanted, *links):
        raise _not_as_signed(missing)


def clear(folder: Path) -> None:
    """Take a folder away with all that is in it, where it is there. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _not_as_signed(name: str) -> NoUpdate:
    return NoUpdate(UpdateFault.ALTERED, f"{name} is not as it was signed, or is not there")


def _entries(slot: Path) -> Iterator[Path]:
    """Everything but folders."""
    for above, folders, files in os.walk(slot):
        yield from (Path(above) / name for name in files)
        yield from (Path(above) / name for name in folders if (Path(above) / name).is_symlink())


def _files(slot: Path) -> Iterator[Path]:
    return (path for path in _entries(slot) if not path.is_symlink())


def _folders(slot: Path) -> Iterator[Path]:
    """The innermost first."""
    for above, _, _ in os.walk(slot, topdown=False):
        yield Path(above)
