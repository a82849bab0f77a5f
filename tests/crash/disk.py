"""A disk whose power goes: what was synced stays, of the rest chance keeps, drops or tears what it likes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from tests.crash.trace import Cut, FolderSynced, Gone, Linked, Made, Moved, Step, Synced, Wrote

SECTOR: Final = 512
Op = TypeVar("Op")
Entry = Made | Linked | Gone | Moved


@dataclass(slots=True)
class _File:
    safe: bytearray = field(default_factory=bytearray)
    unsafe: list[Wrote | Cut] = field(default_factory=list)


class Disk:
    """The data folder at `root`. Paths are absolute, as the kiosk called them."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._unsafe: dict[str, list[Entry]] = {}

    @classmethod
    def holding(cls, root: Path, copy: Path) -> tuple[Disk, dict[str, int]]:
        """A disk that safely has at `root` what is in `copy`, and the numbers of its files."""
        disk = cls(root)
        for number, path in enumerate(sorted(copy.rglob("*")), 1):
            name = str(root / path.relative_to(copy))
            if path.is_dir():
                disk._names[name] = 0
            elif path.is_file() and not path.name.endswith("-shm"):
                disk._names[name] = number
                disk._files[number] = _File(bytearray(path.read_bytes()))
        return disk, dict(disk._names)

    def take(self, step: Step) -> None:
        match step:
            case Made(path, inode) | Linked(path, inode):
                if inode:
                    self._files.setdefault(inode, _File())
                self._unsafe.setdefault(_parent(path), []).append(step)
            case Gone(path) | Moved(new=path):
                self._unsafe.setdefault(_parent(path), []).append(step)
            case Wrote(inode) | Cut(inode):
                self._files[inode].unsafe.append(step)
            case Synced(inode):
                file = self._files[inode]
                for change in file.unsafe:
                    _apply(file.safe, change)
                file.unsafe.clear()
            case FolderSynced(path):
                for entry in self._unsafe.pop(path, ()):
                    _enter(self._names, entry)
            case _:
                pass

    def lose_power(self, chance: Random, target: Path) -> None:
        """Write what is left into the folder `target`."""
        names = dict(self._names)
        for entries in self._unsafe.values():
            for entry in _lot(chance, entries):
                _enter(names, entry)
        for path in sorted(names):
            there = target / path[len(self._root) + 1 :]
            if names[path] == 0:
                there.mkdir(parents=True, exist_ok=True, mode=0o700)
            elif _parent(path) == self._root or names.get(_parent(path)) == 0:
                there.touch(mode=0o600)
                there.write_bytes(self._left_of(self._files[names[path]], chance))

    @staticmethod
    def _left_of(file: _File, chance: Random) -> bytes:
        left = bytearray(file.safe)
        kept = _lot(chance, file.unsafe)
        torn = chance.random() < 0.5
        for change in kept:
            if isinstance(change, Cut) or not torn:
                _apply(left, change)
                continue
            for piece in _lot(chance, _sectors(change)):
                _apply(left, piece)
        return bytes(left)


def _lot(chance: Random, things: list[Op]) -> list[Op]:
    """None, all, the first ones, or any of them, in their order."""
    match chance.randrange(4):
        case 0:
            return []
        case 1:
            return things
        case 2:
            return things[: chance.randint(0, len(things))]
        case _:
            return [thing for thing in things if chance.random() < 0.5]


def _sectors(wrote: Wrote) -> list[Wrote]:
    """What a disk writes at once."""
    pieces = []
    at = 0
    while at < len(wrote.data):
        end = min(len(wrote.data), at + SECTOR - (wrote.offset + at) % SECTOR)
        pieces.append(Wrote(wrote.inode, wrote.offset + at, wrote.data[at:end]))
        at = end
    return pieces


def _apply(content: bytearray, change: Wrote | Cut) -> None:
    match change:
        case Wrote(_, offset, data):
            if len(content) < offset:
                content.extend(bytes(offset - len(content)))
            content[offset : offset + len(data)] = data
        case Cut(_, size):
            del content[size:]
            content.extend(bytes(size - len(content)))


def _enter(names: dict[str, int], entry: Entry) -> None:
    match entry:
        case Made(path, inode) | Linked(path, inode):
            names[path] = inode
        case Gone(path):
            names.pop(path, None)
        case Moved(old, new, inode):
            names.pop(old, None)
            names[new] = inode


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
