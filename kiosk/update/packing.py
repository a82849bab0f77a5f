"""zstd as a program: contents packed and unpacked, and patches from one content to another."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Final

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.refusal import NoUpdate, disk_refusal

_WINDOW: Final = "--long=31"
"""The largest window: patches of files of up to 2 GB; both sides have to name it."""


def sha256_of(path: Path) -> str:
    """Of a file's content, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(content: Path, to: Path, *, base: Path | None = None, level: int = 15) -> None:
    """The same bytes for the same content, level and zstd. Raises NoUpdate."""
    patch = () if base is None else (f"--patch-from={base}", _WINDOW)
    _zstd(f"-{level}", "-T1", "--no-progress", *patch, str(content), "-o", str(to))


def unpack(packed: Path, to: Path, *, base: Path | None = None) -> bool:
    """Whether zstd could make something of it; what, only its hash says. Raises NoUpdate."""
    patch = () if base is None else (f"--patch-from={base}", _WINDOW)
    return _run("-d", "--no-progress", *patch, str(packed), "-o", str(to)).returncode == 0


def _zstd(*arguments: str) -> None:
    done = _run(*arguments)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoUpdate(UpdateFault.DISK_FAILED, f"zstd failed: {said[-1] if said else 'without a word'}")


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ("zstd", "-q", "-f", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            env=_of_the_system(),
        )
    except FileNotFoundError as failure:
        raise NoUpdate(
            UpdateFault.NOT_SET_UP, "the program zstd is missing; install the Debian package zstd"
        ) from failure
    except OSError as failure:
        raise disk_refusal(failure) from failure


def _of_the_system() -> dict[str, str]:
    """The environment for a program of the system, without the libraries of a frozen Cubby."""
    kept = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    before = os.environ.get("LD_LIBRARY_PATH_ORIG")
    return kept if before is None else {**kept, "LD_LIBRARY_PATH": before}
