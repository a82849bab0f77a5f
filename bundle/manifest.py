"""What a folder holds, file by file: path, mode, size and hash, and its links."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FORMAT: Final = 1


def manifest(folder: Path, version: str) -> dict[str, Any]:
    """Of everything below `folder` but folders, in the order of the paths; modes in octal, hashes SHA-256."""
    files, links = [], []
    for path in sorted(entries(folder)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            links.append({"path": name, "to": str(path.readlink())})
            continue
        told = path.stat()
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        mode = f"{stat.S_IMODE(told.st_mode):04o}"
        files.append({"path": name, "mode": mode, "size": told.st_size, "sha256": sha256})
    return {"format": FORMAT, "version": version, "files": files, "links": links}


def size(folder: Path) -> int:
    """Bytes of all files together, links left out."""
    return sum(path.stat().st_size for path in entries(folder) if not path.is_symlink())


def entries(folder: Path) -> Iterator[Path]:
    """Everything below `folder` but folders; a link to a folder is a link."""
    for above, folders, files in os.walk(folder):
        yield from (Path(above) / name for name in files)
        yield from (Path(above) / name for name in folders if (Path(above) / name).is_symlink())


def text(told: dict[str, Any]) -> str:
    """The same for the same, a line each so that two can be compared."""
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
