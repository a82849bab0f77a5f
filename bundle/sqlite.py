"""A current SQLite in the place of the system's, whose write-ahead log may lose a reset (before 3.51.3).

The amalgamation is the one that an npm package carries, named with its hash in packaging/sqlite.txt; no
package of Python or Debian 12 has it. Compiling it takes a minute of processor time, so what was made stays.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from bundle.source import ROOT

LISTED: Final = ROOT / "packaging" / "sqlite.txt"
NAME: Final = "libsqlite3.so.0"
_OPTIONS: Final = (
    "SQLITE_ENABLE_COLUMN_METADATA",
    "SQLITE_ENABLE_DBSTAT_VTAB",
    "SQLITE_ENABLE_FTS3",
    "SQLITE_ENABLE_FTS3_PARENTHESIS",
    "SQLITE_ENABLE_FTS4",
    "SQLITE_ENABLE_FTS5",
    "SQLITE_ENABLE_MATH_FUNCTIONS",
    "SQLITE_ENABLE_RTREE",
    "SQLITE_ENABLE_UNLOCK_NOTIFY",
    "SQLITE_MAX_VARIABLE_NUMBER=250000",
    "SQLITE_SECURE_DELETE",
    "SQLITE_THREADSAFE=1",
    "SQLITE_USE_URI=1",
)
"""As Debian compiles it, without what it loads from outside."""
_VERSION: Final = re.compile(rb'^#define SQLITE_VERSION\s+"([\d.]+)"', re.MULTILINE)
_MEMBERS: Final = ("package/deps/sqlite3/sqlite3.c", "package/deps/sqlite3/sqlite3.h")


class SqliteMissing(Exception):  # noqa: N818  says what is the matter
    """It could not be had here; the text says why, without a full stop."""


def key(listed: Path = LISTED) -> str:
    """What the compiled library depends on, as a short hash."""
    told = "\n".join((listed.read_text("utf-8"), *_OPTIONS))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def compiled(kept: Path) -> Path:
    """The library, made where `kept` has none yet; its version is beside it. Raises SqliteMissing."""
    home = kept / f"sqlite-{key()}"
    made = home / NAME
    if made.exists():
        return made
    with tempfile.TemporaryDirectory(prefix="cubby-sqlite-") as folder:
        work = Path(folder)
        code = _unpacked(_fetched(work), work)
        defines = tuple(f"-D{option}" for option in _OPTIONS)
        flags = ("-O2", "-fPIC", "-shared", f"-Wl,-soname,{NAME}", "-Wl,--build-id=none", "-Wl,-z,relro")
        command = ("cc", *flags, *defines, "-o", NAME, code.name, "-lm", "-lpthread", "-ldl")
        try:
            subprocess.run(command, cwd=work, check=True)
        except (OSError, subprocess.SubprocessError) as failure:
            raise SqliteMissing("SQLite could not be compiled; it takes gcc and libc6-dev") from failure
        version = _VERSION.search((work / "sqlite3.h").read_bytes())
        if version is None:
            raise SqliteMissing("the package's sqlite3.h has no version")
        home.mkdir(parents=True, exist_ok=True)
        (home / "version").write_bytes(version[1] + b"\n")
        shutil.copyfile(work / NAME, home / f".{NAME}")
        (home / f".{NAME}").replace(made)
    return made


def version_of(library: Path) -> str:
    """The version of what `compiled` returned."""
    return (library.parent / "version").read_text("utf-8").strip()


def _fetched(work: Path) -> Path:
    """The package, checked against its hash; from the registry that this machine's npm is set to."""
    package, wanted = next(
        line.split() for line in LISTED.read_text("utf-8").splitlines() if not line.startswith("#")
    )
    try:
        subprocess.run(
            ("npm", "pack", "--silent", package), cwd=work, check=True, capture_output=True, timeout=120
        )
    except FileNotFoundError as failure:
        raise SqliteMissing("npm, which fetches SQLite's source, is not installed") from failure
    except subprocess.SubprocessError as failure:
        raise SqliteMissing(f"npm could not fetch {package}") from failure
    [archive] = work.glob("*.tgz")
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if f"sha256:{found}" != wanted:
        raise SqliteMissing(f"{package} is not what packaging/sqlite.txt names: its hash is {found}")
    return archive


def _unpacked(archive: Path, work: Path) -> Path:
    with tarfile.open(archive) as packed:
        for name in _MEMBERS:
            content = packed.extractfile(name)
            if content is None:
                raise SqliteMissing(f"the package has no {name}")
            (work / Path(name).name).write_bytes(content.read())
    return work / "sqlite3.c"
