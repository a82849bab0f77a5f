"""A release out of a checkout: the ground that is kept, our program laid on it, and what tells of both."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bundle import manifest, room
from bundle.ground import Recipe, excluded, ground
from bundle.program import lay
from bundle.source import ROOT, imported

KEPT: Final = ROOT / ".tools" / "bundle"
"""What builds leave for the next ones."""


@dataclass(frozen=True, slots=True)
class Built:
    """`program`: the folder `cubby-V`; `epoch`: seconds since 1970 that stand for the time of the build."""

    version: str
    program: Path
    recipe: Recipe
    kept: Path

    @property
    def manifest(self) -> Path:
        return self.program.parent / "manifest.json"

    @property
    def sbom(self) -> Path:
        return self.program.parent / "sbom.cdx.json"


def recipe(*, trial: bool, fresh: bool, say: Callable[[str], None], kept: Path = KEPT) -> Recipe:
    """Where and how to freeze: in a clean Debian, or on this machine where that can't be had."""
    epoch = commit_time(ROOT)
    if trial:
        say("this is a trial with this machine's own libraries: never ship it")
        return Recipe(room.HOST, epoch, own_sqlite=False)
    try:
        return Recipe(room.clean(kept, fresh=fresh), epoch, own_sqlite=True)
    except room.NoRoom as missing:
        say(f"no clean Debian to build in, so this machine's libraries are taken: {missing}")
        return Recipe(room.HOST, epoch, own_sqlite=True)


def build(out: Path, version: str, how: Recipe, kept: Path = KEPT) -> Built:
    """Make `out/cubby-V` and the manifest beside it. Raises NotBuilt, OSError."""
    program = out / f"cubby-{version}"
    made = ground(how, kept)
    unfinished = out / f".cubby-{version}.{os.getpid()}"
    try:
        shutil.copytree(made, unfinished, symlinks=True, copy_function=shutil.copy2)
        lay(unfinished / "_internal", version, [name for name in imported() if not excluded(name)])
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                if path.is_dir():
                    path.chmod(0o755)
                os.utime(path, (how.epoch, how.epoch))
        if program.exists():
            shutil.rmtree(program)
        unfinished.rename(program)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    built = Built(version, program, how, kept)
    built.manifest.write_text(manifest.text(manifest.manifest(program, version)), "utf-8")
    return built


def commit_time(root: Path) -> int:
    """When the commit that is checked out was made; where git can't say, a day that is always the same."""
    told = subprocess.run(
        ("git", "-c", "safe.directory=*", "log", "-1", "--format=%ct"),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip().isdecimal() else 1_700_000_000
