"""A build becomes a release: contents packed by their hash, patches from earlier ones, and its manifest."""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tuf.api.metadata import TargetFile, Targets

from kiosk.release.refusal import ReleaseRefused
from kiosk.update.manifest import (
    Packed,
    SlotFile,
    SlotLink,
    SlotManifest,
    SlotPatch,
    blob_name,
    faults,
    manifest_text,
    patch_name,
    read_manifest,
    target_name,
)
from kiosk.update.packing import pack, sha256_of, unpack
from kiosk.update.refusal import NoUpdate
from kiosk.update.slots import to_fetch
from kiosk.update.trust import custom_of
from kiosk.update.versions import is_version, order

PATCHES_FROM: Final = 3
"""How many releases back a kiosk may be and still fetch patches alone."""


@dataclass(frozen=True, slots=True)
class Added:
    """`fetches`: bytes that a kiosk fetches, by the version it has; an empty one for one that has none."""

    manifest: SlotManifest
    size: int
    fetches: Mapping[str, int] = field(default_factory=dict)


class Adding:
    """Puts the release of a build into `folder`. `listed`: the releases there are.

    `into`: where new files go; another folder than `folder` for a trial that leaves nothing behind.
    """

    def __init__(self, folder: Path, into: Path, listed: Targets) -> None:
        self._folder = folder
        self._into = into
        self._listed = listed

    def add(self, build: Path, version: str, notes: Mapping[str, str]) -> tuple[TargetFile, Added]:
        """Raises ReleaseRefused, NoUpdate, OSError."""
        if target_name(version) in self._listed.targets:
            raise ReleaseRefused(f"version {version} is a release already; a release is never altered")
        files = tuple(self._file(path, build) for path in _paths(build) if not path.is_symlink())
        links = tuple(
            SlotLink(str(path.relative_to(build)), str(path.readlink()))
            for path in _paths(build)
            if path.is_symlink()
        )
        manifest = SlotManifest(version, files, links)
        for fault in faults(manifest):
            raise ReleaseRefused(f"{build} can't be a release: {fault}")
        earlier = list(self._earlier(version))
        manifest = replace(manifest, patches=tuple(self._patches(manifest, earlier)))
        content = manifest_text(manifest)
        size = sum(file.size for file in files)
        patches = self._manifest_patches(manifest, content, earlier)
        target = TargetFile.from_data(target_name(version), content, ["sha256"])
        target.unrecognized_fields["custom"] = custom_of(version, notes, size, patches)
        self._write(f"targets/{target.hashes['sha256']}.{target.path}", content)
        fetches = {"": len(content) + to_fetch(manifest, {}).size}
        for old in earlier:
            there = dict.fromkeys(old.contents())
            own = patches.get(old.version)
            fetches[old.version] = (own.size if own else len(content)) + to_fetch(manifest, there).size
        return target, Added(manifest, size, fetches)

    def _file(self, path: Path, build: Path) -> SlotFile:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ReleaseRefused(f"{path} is neither a file nor a link")
        sha256 = sha256_of(path)
        name = blob_name(sha256)
        packed = self._there(name)
        if packed is None:
            packed = self._new(name)
            pack(path, packed)
        return SlotFile(
            str(path.relative_to(build)),
            0o755 if mode & 0o100 else 0o644,
            sha256,
            path.stat().st_size,
            Packed(sha256_of(packed), packed.stat().st_size),
        )

    def _earlier(self, version: str) -> Iterator[SlotManifest]:
        """The releases before this one, the newest first."""
        found = [
            target
            for target in self._listed.targets.values()
            if isinstance(target.custom, dict) and is_version(str(target.custom.get("version", "")))
        ]
        before = [t for t in found if order(_custom(t)["version"]) < order(version)]
        for target in sorted(before, key=lambda t: order(_custom(t)["version"]), reverse=True)[:PATCHES_FROM]:
            file = self._folder / "targets" / f"{target.hashes['sha256']}.{target.path}"
            try:
                yield read_manifest(file.read_bytes())
            except (OSError, NoUpdate) as failure:
                raise ReleaseRefused(f"an earlier release can't be read: {file}") from failure

    def _patches(self, manifest: SlotManifest, earlier: list[SlotManifest]) -> Iterator[SlotPatch]:
        """From each earlier release, for what has the same path and other contents, where it pays."""
        made: set[tuple[str, str]] = set()
        new = {file.path: file for file in manifest.files}
        for old in earlier:
            known = old.contents()
            for base in old.files:
                file = new.get(base.path)
                if file is None or file.sha256 in known or (base.sha256, file.sha256) in made:
                    continue
                made.add((base.sha256, file.sha256))
                patch = self._patch(base, file)
                if patch is not None:
                    yield patch

    def _patch(self, base: SlotFile, file: SlotFile) -> SlotPatch | None:
        with tempfile.TemporaryDirectory(prefix="cubby-release-") as text:
            before, after, packed = (Path(text) / name for name in ("before", "after", "patch"))
            for wanted, to in ((base, before), (file, after)):
                blob = self._there(blob_name(wanted.sha256))
                if blob is None or not unpack(blob, to):
                    return None
            pack(after, packed, base=before)
            size = packed.stat().st_size
            if size * 10 > file.packed.size * 9:
                return None
            patch = SlotPatch(base.sha256, file.sha256, Packed(sha256_of(packed), size))
            shutil.copyfile(packed, self._new(patch_name(patch)))
            return patch

    def _manifest_patches(
        self, manifest: SlotManifest, content: bytes, earlier: list[SlotManifest]
    ) -> Mapping[str, Packed]:
        """From the manifests that kiosks have: a manifest is larger than most of what it brings."""
        made: dict[str, Packed] = {}
        with tempfile.TemporaryDirectory(prefix="cubby-release-") as text:
            before, after = Path(text) / "before", Path(text) / "after"
            after.write_bytes(content)
            for old in earlier:
                before.write_bytes(manifest_text(old))
                packed = self._new(f"patches/manifests/{manifest.version}.{old.version}")
                pack(after, packed, base=before)
                made[old.version] = Packed(sha256_of(packed), packed.stat().st_size)
        return made

    def _there(self, name: str) -> Path | None:
        return next((at for at in (self._into / name, self._folder / name) if at.exists()), None)

    def _new(self, name: str) -> Path:
        path = self._into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _write(self, name: str, content: bytes) -> None:
        self._new(name).write_bytes(content)


def version_of(build: Path) -> str:
    """As the build's own manifest.json beside it says, else as its folder is called (cubby-V).

    Raises ReleaseRefused.
    """
    try:
        told = str(json.loads((build.parent / "manifest.json").read_bytes())["version"])
    except (OSError, ValueError, KeyError, TypeError):
        told = build.resolve().name.removeprefix("cubby-")
    if not is_version(told):
        raise ReleaseRefused(f"nobody can tell which version {build} is; say --version")
    return told


def _paths(build: Path) -> list[Path]:
    """Everything but folders, in the same order everywhere."""
    if not build.is_dir():
        raise ReleaseRefused(f"{build} is no folder of a build")
    found = [path for path in build.rglob("*") if path.is_symlink() or not path.is_dir()]
    return sorted(found, key=lambda path: str(path.relative_to(build)))


def _custom(target: TargetFile) -> dict[str, Any]:
    told: dict[str, Any] = target.custom
    return told
