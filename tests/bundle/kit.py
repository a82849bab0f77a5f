"""A frozen build of this tree, made once and kept in .tools; and small stand-ins for one."""

from __future__ import annotations

import fcntl
import hashlib
import os
from functools import cache
from pathlib import Path

from bundle import room
from bundle.building import KEPT, Built, build, commit_time
from bundle.ground import Recipe, key, use
from bundle.source import ROOT, catalogs, data, modules

TRIAL = Recipe(room.HOST, commit_time(ROOT), own_sqlite=False)
VERSION = "9.8.7"
_FEW_HOURS = 3 * 3600


@cache
def frozen() -> Built:
    """A trial build of the tree as it is; whoever comes second waits for the first."""
    home = KEPT / f"trial-{_key()}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "manifest.json").exists():
            home.mkdir(exist_ok=True)
            build(home, VERSION, TRIAL)
        use(home, _FEW_HOURS)
    return Built(VERSION, home / f"cubby-{VERSION}", TRIAL, KEPT)


def elsewhere(folder: Path) -> dict[str, str]:
    """An environment in which nothing leads to this checkout, its Python or its data."""
    # a library that was imported here may have put its folder among those of the linker (cv2 does)
    of_here = ("PYTHON", "LD_LIBRARY_PATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(of_here)}
    return {**kept, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder)}


def _key() -> str:
    parts = [key(TRIAL).encode()]
    for path in (*modules(), *data(), *catalogs()):
        parts += [str(path).encode(), (ROOT / path).read_bytes()]
    for path in sorted((ROOT / "bundle").glob("*.py")):
        parts.append(path.read_bytes())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:20]


def stand_in(folder: Path, version: str = VERSION) -> Built:
    """A bundle of three files, for what does not look into one."""
    program = folder / f"cubby-{version}"
    inside = program / "_internal"
    inside.mkdir(parents=True)
    (program / "cubby").write_text("#!/bin/sh\necho stand-in\n")
    (program / "cubby").chmod(0o755)
    (inside / "library.so.1").write_bytes(b"library")
    (inside / "library.so").symlink_to("library.so.1")
    return Built(version, program, TRIAL, folder / "kept")
