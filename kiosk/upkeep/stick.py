"""Which USB stick is plugged in, from what Linux says of its disks. Nothing on the stick is looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.journeys.machine.seen import ErrandWord

_OWN: Final = ("/", "/boot", "/boot/efi", "/boot/firmware", "/usr", "/var", "/home")
_ROM: Final = "5"
"""The SCSI type of an optical drive, which is removable too."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where Linux says it; other folders in tests."""

    sys: Path = Path("/sys")
    mounts: Path = Path("/proc/self/mountinfo")
    dev: Path = Path("/dev")


LINUX: Final = Places()


@dataclass(frozen=True, slots=True)
class Stick:
    """`device`: its one file system's, as `sda1`. `mounted`: where somebody has mounted it already."""

    device: Path
    number: str
    mounted: Path | None = None
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class _Mount:
    number: str
    root: str
    point: str
    read_only: bool


def find(data: Path, places: Places = LINUX) -> Stick | ErrandWord:
    """The one stick, or why there is none to write on. What the machine itself lives on is never one."""
    mounts = list(_mounts(places.mounts))
    status = data.stat()
    own = {f"{os.major(status.st_dev)}:{os.minor(status.st_dev)}"}
    own |= {mount.number for mount in mounts if mount.point in _OWN}
    disks = sorted(disk for disk in (places.sys / "block").glob("*") if _is_stick(disk))
    every = [(disk, _parts(disk)) for disk in disks]
    found = [parts for disk, parts in every if parts and not own & _numbers(disk, *parts)]
    if len(found) != 1:
        return ErrandWord.SEVERAL if found else ErrandWord.NO_STICK
    return _stick(found[0], mounts, places)


def _numbers(*blocks: Path) -> set[str]:
    return {_read(block / "dev") for block in blocks}


def _is_stick(disk: Path) -> bool:
    on_usb = "/usb" in str(disk.resolve())
    return (_read(disk / "removable") == "1" or on_usb) and _read(disk / "device" / "type") != _ROM


def _parts(disk: Path) -> list[Path]:
    """Its partitions, or itself where it has none; none of nothing, as a reader without a card has."""
    if _size(disk) == 0:
        return []
    parts = [part.parent for part in disk.glob("*/partition") if _size(part.parent)]
    return parts or [disk]


def _stick(parts: list[Path], mounts: list[_Mount], places: Places) -> Stick:
    """The file system that is mounted, else the largest."""
    whole = {mount.number: mount for mount in mounts if mount.root == "/"}
    chosen = max(parts, key=lambda part: (_read(part / "dev") in whole, _size(part)))
    number = _read(chosen / "dev")
    mount = whole.get(number)
    return Stick(
        places.dev / chosen.name,
        number,
        Path(mount.point) if mount else None,
        mount.read_only if mount else False,
    )


def _mounts(file: Path) -> Iterator[_Mount]:
    """Lines of /proc/self/mountinfo: id, parent, major:minor, root, mount point, options (proc(5))."""
    for line in file.read_text(errors="surrogateescape").splitlines():
        words = line.split(" ")
        if len(words) > 5:
            yield _Mount(words[2], words[3], _unescaped(words[4]), "ro" in words[5].split(","))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _size(block: Path) -> int:
    text = _read(block / "size")
    return int(text) if text.isdecimal() else 0


def _read(file: Path) -> str:
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        return ""
