"""A machine's disks as Linux shows them, made of folders; and a data folder with a journal in it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.clock import FakeClock
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.journal import book
from kiosk.journal.lock import own
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from kiosk.upkeep.stick import Places
from kiosk.vault import keys


@dataclass
class Disks:
    """What is plugged in."""

    root: Path
    mounts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.root / "sys/block").mkdir(parents=True)
        (self.root / "dev").mkdir()
        self.places = Places(self.root / "sys", self.root / "mountinfo", self.root / "dev")
        self._write()

    def plug(
        self,
        name: str,
        number: int = 8,
        *,
        removable: bool = True,
        kind: str = "0",
        parts: dict[str, int] | None = None,
        size: int = 1000,
    ) -> None:
        """`parts`: blocks of each partition; none for a file system on the whole disk."""
        disk = self.root / "sys/block" / name
        (disk / "device").mkdir(parents=True)
        (disk / "device/type").write_text(f"{kind}\n")
        (disk / "removable").write_text(f"{int(removable)}\n")
        (disk / "size").write_text(f"{size}\n")
        (disk / "dev").write_text(f"{number}:0\n")
        for at, (part, blocks) in enumerate((parts or {}).items(), 1):
            (disk / part).mkdir()
            (disk / part / "partition").write_text(f"{at}\n")
            (disk / part / "size").write_text(f"{blocks}\n")
            (disk / part / "dev").write_text(f"{number}:{at}\n")

    def mount(self, number: str, point: Path | str, options: str = "rw,nosuid", root: str = "/") -> None:
        escaped = str(point).replace(" ", "\\040")
        self.mounts.append(f"36 35 {number} {root} {escaped} {options} shared:1 - vfat /dev/x rw")
        self._write()

    def _write(self) -> None:
        (self.root / "mountinfo").write_text("\n".join(self.mounts) + "\n")


def recorded(data: Path, rows: int = 3) -> Path:
    """A data folder whose journal has so many rows."""
    with own(data) as owned:
        key = keys.load(owned.folder, create=True)
        journal: Journal[Event] = Journal.open(
            owned, clock=FakeClock(), boot="b", codec=book.codec(), sign=key.sign, verify=key.verify
        )
        with journal:
            began: Event = VisitBegan("collect", "otter")
            journal.append([Entry(began) for _ in range(rows)])
    return data


def number_of(path: Path) -> str:
    device = path.stat().st_dev
    return f"{os.major(device)}:{os.minor(device)}"
