"""Where a bundle is frozen: a clean Debian with packaging/run.txt, or this machine for a trial.

A bundle takes the libraries that it finds. On a developer's machine those are the developer's: after a
browser was installed the same sources once gave eleven others.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bundle.source import ROOT

SUITE: Final = "bookworm"
_TOOLS: Final = ("binutils", "libblas3", "liblapack3", "libpython3.11", "python3.11", "zlib1g")
"""What PyInstaller itself needs there, and what stands in for OpenBLAS."""
_APT: Final = "/etc/apt"
_MULTIARCH: Final = {"x86_64": "x86_64-linux-gnu", "aarch64": "aarch64-linux-gnu"}
_ENTER: Final = """set -eu
room=$1 shared=$2
shift 2
for folder in $shared; do
    mkdir -p "$room$folder"
    mount --bind "$folder" "$room$folder"
done
mount -t proc proc "$room/proc"
exec chroot "$room" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
"""


class NoRoom(Exception):  # noqa: N818  says what is the matter
    """No clean Debian can be had here; the text says why, without a full stop."""


@dataclass(frozen=True, slots=True)
class Room:
    """`folder`: the root of its file system; "/" is this machine."""

    folder: Path

    @property
    def is_clean(self) -> bool:
        return self.folder != Path("/")

    @property
    def python(self) -> tuple[str, ...]:
        return ("/usr/bin/python3.11",) if self.is_clean else (sys.executable,)

    def key(self) -> str:
        """A text that changes with what a bundle would take from here."""
        if not self.is_clean:
            return f"{sys.version} {os.uname().machine}"
        return self.folder.name

    def path(self, inside: Path) -> Path:
        """Where a path of the room is for this process."""
        return self.folder / inside.relative_to("/")

    def library(self, name: str) -> Path | None:
        """The path, in the room, of a library of the system; None where it has none."""
        machine = _MULTIARCH.get(os.uname().machine, "")
        for folder in (Path("/usr/lib") / machine, Path("/lib") / machine):
            if self.path(folder / name).exists():
                return folder / name
        return None

    def command(
        self, command: Sequence[str], environment: Mapping[str, str], shared: Sequence[Path]
    ) -> list[str]:
        """What runs `command` there; the folders `shared` have the same paths inside."""
        environment_of_python = Path(sys.prefix).resolve()
        packages = environment_of_python / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
        named = {**environment, "PYTHONPATH": os.pathsep.join((str(ROOT), str(packages)))}
        settings = [f"{name}={value}" for name, value in named.items()]
        if not self.is_clean:
            return ["env", *settings, *command]
        folders = " ".join(map(str, (*(path.resolve() for path in shared), environment_of_python)))
        enter = ("unshare", "--mount", "sh", "-c", _ENTER, "sh", str(self.folder), folders)
        return [*enter, *settings, *command]


HOST: Final = Room(Path("/"))


def key(root: Path = ROOT) -> str:
    listed = (root / "packaging" / "run.txt").read_text("utf-8")
    return hashlib.sha256("\n".join((SUITE, listed, *_TOOLS)).encode()).hexdigest()[:16]


def clean(kept: Path, *, fresh: bool, root: Path = ROOT) -> Room:
    """A Debian with the packages of run.txt and no other, with today's updates where it is made or `fresh`.

    Takes root, debootstrap and the package source that this machine's apt is set to. Raises NoRoom.
    """
    home = kept / f"room-{key(root)}"
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    if not home.exists():
        bare = kept / f".room-{os.getpid()}"
        try:
            bootstrap(bare)
            install(bare, [*_TOOLS, *_listed(root)])
            bare.rename(home)
        finally:
            shutil.rmtree(bare, ignore_errors=True)
    return Room(home)


def bootstrap(folder: Path) -> None:
    """Make a smallest Debian 12 in `folder`, with the package sources of this machine. Raises NoRoom."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise NoRoom("a clean Debian takes root and the package debootstrap")
    folder.mkdir(parents=True)
    command = ("debootstrap", "--variant=minbase", SUITE, str(folder), _mirror())
    _run(command, "debootstrap could not make a Debian here")
    for name in ("sources.list", "sources.list.d", "keyrings", "trusted.gpg.d"):
        there = Path(_APT) / name
        if there.is_dir():
            shutil.copytree(there, folder / "etc/apt" / name, dirs_exist_ok=True)
        elif there.exists():
            shutil.copyfile(there, folder / "etc/apt" / name)


def install(folder: Path, packages: Sequence[str]) -> None:
    """Install packages with today's updates in the Debian of `folder`. Raises NoRoom."""
    shutil.copyfile("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    apt = ("chroot", str(folder), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y")
    failed = "the Debian packages could not be installed in the clean room"
    _run((*apt, "update"), failed)
    _run((*apt, "--no-install-recommends", "upgrade"), failed)
    if packages:
        _run((*apt, "--no-install-recommends", "install", *packages), failed)


def _listed(root: Path) -> list[str]:
    lines = (root / "packaging" / "run.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _mirror() -> str:
    """The address from which this machine's apt takes Debian's main packages."""
    told = subprocess.run(
        ("apt-get", "indextargets", "--format", "$(REPO_URI) $(SUITE) $(CODENAME)"),
        capture_output=True,
        text=True,
        check=False,
    )
    for line in told.stdout.splitlines():
        address, *names = line.split()
        if SUITE in names:
            return address
    raise NoRoom(f"this machine's apt knows no packages of Debian 12 ({SUITE})")


def _run(command: Sequence[str], failed: str) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise NoRoom(f"{failed}: {said[-1] if said else 'without a word'}")
