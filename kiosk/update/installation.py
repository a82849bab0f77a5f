"""Where slots, launcher and state of one installation are, and its one file that says which slot starts."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.custody.machine.updates import UndoReason
from kiosk.journal.files import sync
from kiosk.update.versions import is_version

ROOT_VARIABLE: Final = "CUBBY_ROOT"
"""The launcher tells what it starts under this name where the installation is."""
USUAL: Final = Path("/opt/cubby")
TRIES: Final = 3
"""Starts on trial before the launcher goes back."""


@dataclass(frozen=True, slots=True)
class Installation:
    """`root` and `slots` belong to the installer; `state` also to the kiosk, `fetched` to the fetcher."""

    root: Path

    @property
    def slots(self) -> Path:
        return self.root / "slots"

    @property
    def manifests(self) -> Path:
        return self.root / "manifests"

    @property
    def launcher(self) -> Path:
        return self.root / "launch"

    @property
    def trusted_root(self) -> Path:
        """The operator's first root metadata, which came with the image and not with an update."""
        return self.root / "root.json"

    @property
    def trust(self) -> Path:
        return self.root / "trust"

    @property
    def work(self) -> Path:
        """Where a slot is built; on the file system of the slots."""
        return self.root / "work"

    @property
    def fetched(self) -> Path:
        return self.root / "fetched"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def slot(self, version: str) -> Path:
        return self.slots / version


def launched_from() -> Installation | None:
    """The installation whose launcher has started this program, if one has."""
    told = os.environ.get(ROOT_VARIABLE)
    installation = Installation(Path(told)) if told else None
    return installation if installation is not None and installation.state.is_dir() else None


@dataclass(frozen=True, slots=True)
class SlotStanding:
    """Which slot starts. `left`: starts that a version on trial still has; None: it is confirmed.

    `previous`: what is gone back to; empty where there is nothing. `undone` and `why`: what was given up,
    until the kiosk has told it in its journal.
    """

    version: str
    previous: str = ""
    left: int | None = None
    undone: str = ""
    why: str = ""

    @property
    def on_trial(self) -> bool:
        return self.left is not None

    def back(self, why: UndoReason) -> SlotStanding:
        """The same installation with the version before."""
        return SlotStanding(self.previous, undone=self.version, why=why)

    def confirmed(self) -> SlotStanding:
        return replace(self, left=None)

    def told(self) -> SlotStanding:
        """The journal has what was given up."""
        return replace(self, undone="", why="")


def changed_to(version: str, standing: SlotStanding | None) -> SlotStanding:
    """A new version on trial; the very first one has nothing to go back to, and is on none."""
    if standing is None:
        return SlotStanding(version)
    return SlotStanding(version, standing.version, TRIES)


def read_standing(installation: Installation) -> SlotStanding | None:
    """None where nothing is installed yet, or the file was damaged. Raises OSError."""
    try:
        text = (installation.state / "current").read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return None
    return _standing(dict(line.split(" ", 1) for line in text.splitlines() if " " in line))


def write_standing(installation: Installation, standing: SlotStanding) -> None:
    """One rename: what starts, what is gone back to, and the trial change at once. Raises OSError."""
    told = {
        "version": standing.version,
        "previous": standing.previous,
        "left": "" if standing.left is None else str(standing.left),
        "undone": standing.undone,
        "why": standing.why,
    }
    lines = "".join(f"{name} {value}\n" for name, value in told.items() if value)
    write_shared(installation.state / "current", lines.encode())


def is_on_trial(installation: Installation) -> bool:
    """Whether what runs is not confirmed yet; an installation that can't be read is on none."""
    try:
        standing = read_standing(installation)
    except OSError:
        return False
    return standing is not None and standing.on_trial


def undone_before(installation: Installation) -> frozenset[str]:
    """Versions that did not live here. Raises OSError."""
    try:
        return frozenset((installation.state / "undone").read_text("utf-8", errors="replace").split())
    except FileNotFoundError:
        return frozenset()


def note_undone(installation: Installation, version: str) -> None:
    """It is not offered again. Raises OSError."""
    append_shared(installation.state / "undone", f"{version}\n")


def append_shared(path: Path, line: str) -> None:
    """Add a line to a file that root, fetcher and kiosk write in turn. Raises OSError."""
    with path.open("a", encoding="utf-8") as file:
        with suppress(PermissionError):  # whoever made it has done so already
            os.fchmod(file.fileno(), 0o664)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def write_shared(path: Path, content: bytes) -> None:
    """Replace `path` durably by `content`, which everybody may read. Raises OSError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    sync(path.parent)


@contextmanager
def running(installation: Installation) -> Iterator[bool]:
    """Say that a kiosk of this installation runs, while the context lasts; False where one does already."""
    # Root may have made it: reading is enough for a lock, and all that the kiosk's user may do then.
    handle = os.open(installation.state / "running", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o664)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _standing(told: Mapping[str, str]) -> SlotStanding | None:
    version, previous, undone = (told.get(name, "") for name in ("version", "previous", "undone"))
    left = told.get("left", "")
    if not is_version(version) or (previous and not is_version(previous)):
        return None
    number = int(left) if left.isdecimal() and len(left) < 4 else None
    return SlotStanding(version, previous, number, undone, told.get("why", ""))
