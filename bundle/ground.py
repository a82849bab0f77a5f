"""Everything of a bundle but our own program: Python, Qt, OpenCV and the other libraries, frozen and pruned.

It changes with requirements.lock and with what we import, not with our code; so it is kept by a hash of what
goes in, and most builds find it made.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bundle import slimming, sqlite, standin
from bundle.contents import BY_NAME, EXCLUDED, FONTS, LOADED, WITH_DATA
from bundle.pruning import prune
from bundle.room import Room
from bundle.source import ROOT, imported

_SPEC: Final = Path("bundle/cubby.spec")
_MADE_BY: Final = (
    "requirements.lock",
    "packaging/run.txt",
    "packaging/sqlite.txt",
    "bundle/contents.py",
    "bundle/cubby.spec",
    "bundle/elf.py",
    "bundle/fonts.conf",
    "bundle/frozen/entry.py",
    "bundle/ground.py",
    "bundle/pruning.py",
    "bundle/slimming.py",
    "bundle/standin.py",
)
_UNUSED_S: Final = 14 * 24 * 3600


class NotBuilt(Exception):  # noqa: N818  says what is the matter
    """The build failed; the text is a sentence with its full stop."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the ground is made. `epoch`: seconds since 1970 that stand for the time of the build.

    `own_sqlite`: compile a current SQLite; else the room's is taken.
    """

    room: Room
    epoch: int
    own_sqlite: bool


def key(recipe: Recipe, root: Path = ROOT) -> str:
    """A short hash of all that the ground depends on."""
    told = [platform.machine(), recipe.room.key(), str(recipe.own_sqlite), *imported(root)]
    parts = ["\n".join(told).encode(), *((root / name).read_bytes() for name in _MADE_BY)]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:20]


def excluded(name: str) -> bool:
    """Whether a module of others is left out on purpose."""
    return name.split(".", maxsplit=1)[0] in EXCLUDED


def ground(recipe: Recipe, kept: Path, root: Path = ROOT) -> Path:
    """The folder that holds it, made where `kept` has none of this key yet. Raises NotBuilt."""
    home = kept / f"ground-{key(recipe, root)}"
    if not home.exists():
        work = kept / f".work-{os.getpid()}"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            made = _freeze(recipe, work, root)
            _finish(recipe, made, kept, root)
            made.rename(home)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    use(home)
    return home


def use(made: Path, unused_s: float = _UNUSED_S) -> None:
    """Note that this is used, and take away its like that nobody has used for so many seconds."""
    os.utime(made)
    latest = made.stat().st_mtime - unused_s
    for other in made.parent.glob(f"{made.name.split('-')[0]}-*"):
        if other.stat().st_mtime < latest:
            shutil.rmtree(other, ignore_errors=True)


def _freeze(recipe: Recipe, work: Path, root: Path) -> Path:
    room = recipe.room
    asked = {
        "imports": [*(name for name in imported(root) if not excluded(name)), *BY_NAME],
        "excluded": EXCLUDED,
        "with_data": WITH_DATA,
        "libraries": [str(path) for name in LOADED if (path := room.library(name))],
    }
    (work / "asked.json").write_text(json.dumps(asked))
    environment = {
        "CUBBY_GROUND": str(work / "asked.json"),
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(recipe.epoch),
    }
    folders = ("--distpath", str(work / "made"), "--workpath", str(work / "pieces"))
    command = (
        *room.python,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        *folders,
        str(root / _SPEC),
    )
    _run(room.command(command, environment, (root, work)), work / "pyinstaller.log")
    return work / "made" / "cubby"


def _finish(recipe: Recipe, made: Path, kept: Path, root: Path) -> None:
    inside = made / "_internal"
    qml = sorted((root / "ui").rglob("*.qml"))
    try:
        slimming.slim_icu(inside)
        slimming.slim_blas(inside, recipe.room)
        prune(inside, qml)
        standin.replace_ended(inside)
    except (OSError, subprocess.SubprocessError) as failure:
        raise NotBuilt(
            f"The libraries could not be made smaller; it takes gcc and binutils: {failure}."
        ) from failure
    if recipe.own_sqlite:
        try:
            shutil.copyfile(sqlite.compiled(kept), inside / sqlite.NAME)
        except sqlite.SqliteMissing as missing:
            raise NotBuilt(f"{missing}; --trial builds with the SQLite of this machine.") from missing
    _add_fonts(recipe.room, inside / "fonts", root)
    for path in [made, *made.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name == "cubby" else 0o644)


def _add_fonts(room: Room, folder: Path, root: Path) -> None:
    folder.mkdir()
    shutil.copyfile(root / "bundle" / "fonts.conf", folder / "fonts.conf")
    for name in FONTS:
        font = room.path(Path("/usr/share/fonts") / name)
        if font.exists():
            shutil.copyfile(font, folder / font.name)
        elif room.is_clean:
            raise NotBuilt(f"The font {font} is missing; packaging/run.txt names its package.")


def _run(command: Sequence[str], log: Path) -> None:
    with log.open("wb") as words:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, check=False)
    if done.returncode:
        last = log.read_text("utf-8", "replace").splitlines()[-15:]
        sys.stderr.write("\n".join((*last, "")))
        raise NotBuilt("PyInstaller could not freeze the program.")
