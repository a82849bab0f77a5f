"""What a kiosk wrote, synced and said, in the order of its system calls, as strace saw them."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.visits.scene import Scene
from tests.crash.world import UNLOCKS

CALLS: Final = (
    "openat,creat,close,dup,dup2,dup3,lseek,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,"
    "ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,sync,syncfs,unlink,unlinkat,rename,renameat,"
    "renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,sendto,sendmsg"
)

_LINE: Final = re.compile(r"(\d+) +(.*)")
_CALL: Final = re.compile(r"(\w+)\((.*)\) += (-?\d+|\?)(.*)", re.DOTALL)
_UNFINISHED: Final = re.compile(r"(.*) <unfinished \.\.\.>")
_RESUMED: Final = re.compile(r"<\.\.\. \w+ resumed>(.*)")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OUR_ENDS: Final = ("-shm", ".sock", ".sock.new")
"""SQLite's shared memory and the control socket are made anew after a power cut: they tell nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file, or with `inode` 0 a folder, under a new name."""

    path: str
    inode: int


@dataclass(frozen=True, slots=True)
class Linked:
    path: str
    inode: int


@dataclass(frozen=True, slots=True)
class Gone:
    path: str


@dataclass(frozen=True, slots=True)
class Moved:
    old: str
    new: str
    inode: int


@dataclass(frozen=True, slots=True)
class Wrote:
    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file was cut to, or stretched to, `size`."""

    inode: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    inode: int


@dataclass(frozen=True, slots=True)
class FolderSynced:
    path: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A person sees it."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Told:
    """The unlock frame of this compartment is on the wire."""

    label: str


@dataclass(frozen=True, slots=True)
class Replied:
    reply: dict[str, Any]


Step = Made | Linked | Gone | Moved | Wrote | Cut | Synced | FolderSynced | Shown | Told | Replied


@dataclass(slots=True)
class _Open:
    """What a descriptor stands for: a file's number, a folder's path, or the wire."""

    inode: int = 0
    folder: str = ""
    wire: bool = False
    offset: int = 0


class Reader:
    """Turns lines into steps. `present`: the files that the folder held before, with their numbers."""

    def __init__(self, folder: Path, person: int, present: dict[str, int]) -> None:
        self._folder = str(folder)
        self._person = person
        self._names = dict(present)
        self._next = max(present.values(), default=0) + 1
        self._open: dict[int, _Open] = {}

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        """In the order in which the calls returned."""
        for name, args, result in _calls(lines):
            yield from self._step(name, args, result)

    def _step(self, name: str, args: str, result: int) -> Iterator[Step]:
        if result < 0:
            return
        texts = [_bytes(text) for text in _TEXT.findall(args)]
        match name:
            case "openat":
                yield from self._opened(texts[0].decode(), args, result)
            case "close":
                self._open.pop(_number(args), None)
            case "lseek":
                if _number(args) in self._open:
                    self._open[_number(args)].offset = result
            case "write" | "pwrite64":
                yield from self._wrote(name, args, texts[0], result)
            case "sendto" if texts[0].startswith(b'{"ok"'):
                yield Replied(json.loads(texts[0]))
            case "ftruncate" if self._inode(args):
                yield Cut(self._inode(args), int(args.split(",")[1]))
            case "fsync" | "fdatasync" if _number(args) in self._open:
                yield from _synced(self._open[_number(args)])
            case "unlink" | "rename" | "link" | "mkdir":
                yield from self._named(name, [text.decode() for text in texts])
            case "sendto" | "sendmsg" | "fsync" | "fdatasync" | "ftruncate":
                pass
            case _:
                self._refuse(name, args, texts)

    def _opened(self, path: str, args: str, handle: int) -> Iterator[Step]:
        if path.startswith("/dev/pts/"):
            self._open[handle] = _Open(wire=True)
            return
        if not self._ours(path):
            self._open.pop(handle, None)
            return
        if path == self._folder or self._names.get(path) == 0:
            self._open[handle] = _Open(folder=path)
            return
        if path not in self._names:
            self._names[path] = self._next
            self._next += 1
            yield Made(path, self._names[path])
        elif "O_TRUNC" in args:
            yield Cut(self._names[path], 0)
        self._open[handle] = _Open(inode=self._names[path])

    def _wrote(self, name: str, args: str, data: bytes, result: int) -> Iterator[Step]:
        handle = _number(args)
        if handle == self._person:
            yield Shown(pickle.loads(data[4:]))  # noqa: S301  our own, behind multiprocessing's length
            return
        file = self._open.get(handle)
        if file is None:
            return
        if file.wire:
            if data in UNLOCKS:
                yield Told(UNLOCKS[data])
            return
        data = data[:result]
        if name == "pwrite64":
            yield Wrote(file.inode, int(args.rsplit(",", 1)[1]), data)
        else:
            yield Wrote(file.inode, file.offset, data)
            file.offset += len(data)

    def _named(self, name: str, paths: list[str]) -> Iterator[Step]:
        if not any(self._ours(path) for path in paths):
            return
        match name, paths:
            case "mkdir", [path]:
                self._names[path] = 0
                if path != self._folder:
                    yield Made(path, 0)
            case "unlink", [path]:
                if self._names.pop(path, None) is not None:
                    yield Gone(path)
            case "rename", [old, new]:
                self._names[new] = self._names.pop(old)
                yield Moved(old, new, self._names[new])
            case "link", [old, new]:
                self._names[new] = self._names[old]
                yield Linked(new, self._names[new])
            case _:
                raise AssertionError(name)

    def _inode(self, args: str) -> int:
        file = self._open.get(_number(args))
        return file.inode if file else 0

    def _ours(self, path: str) -> bool:
        inside = path == self._folder or path.startswith(f"{self._folder}/")
        return inside and not path.endswith(_OUR_ENDS)

    def _refuse(self, name: str, args: str, texts: list[bytes]) -> None:
        handles = {int(word) for word in re.findall(r"\b\d+\b", _TEXT.sub("", args))}
        if any(self._ours(text.decode(errors="replace")) for text in texts) or handles & {
            handle for handle, file in self._open.items() if file.inode
        }:
            raise ValueError(f"the kiosk called {name}({args[:200]}), which no cut here knows")


def _synced(file: _Open) -> Iterator[Step]:
    if file.inode:
        yield Synced(file.inode)
    elif file.folder:
        yield FolderSynced(file.folder)


def _calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    """Name, arguments, result of each call; those of other threads may have come in between."""
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            continue
        thread, text = found.groups()
        unfinished = _UNFINISHED.match(text)
        if unfinished:
            begun[thread] = unfinished[1]
            continue
        resumed = _RESUMED.match(text)
        if resumed:
            text = begun.pop(thread, "") + resumed[1]
        call = _CALL.match(text)
        if call and call[3] != "?":
            yield call[1], call[2], int(call[3])


def _number(args: str) -> int:
    return int(args.split(",", 1)[0])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
