"""Signed statements of the head of the chain at a time: they show a chain made anew, and an end cut off.

Each is kept in the journal's file and as a small file of its own in `checkpoints/`, from where it can leave
the machine.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.journal.chain import GENESIS, Broken, Head
from kiosk.journal.codec import canonical_json
from kiosk.journal.files import Sorted, sorted_out, write_whole

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]
"""`verify(message, signature)`."""

FOLDER = "checkpoints"
KEPT_FILES = 64
REMOVED_AT_ONCE = 64
"""How many old files go at most when a new one comes: thousands that somebody put there hold nobody up."""

_NAME = re.compile(r"\d{4,}-\d{12,}\.json")
_UNFINISHED = re.compile(r"\.\d{4,}-\d{12,}\.json\.new")


class Reason(StrEnum):
    CREATED = "created"
    INTERVAL = "interval"
    ASKED = "asked"
    CLOSED = "closed"
    RESTORED = "restored"
    """A backup was put back: rows after `seq` of earlier epochs are lost, and known to be."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    seq: int
    epoch: int
    at: str
    hash: bytes
    reason: Reason
    signature: bytes = b""

    def statement(self) -> bytes:
        """What is signed."""
        said = {"at": self.at, "epoch": self.epoch, "hash": self.hash.hex(), "seq": self.seq}
        return b"cubby checkpoint 1\n" + canonical_json(said | {"reason": self.reason}).encode()

    def signed(self, sign: Sign) -> Checkpoint:
        return Checkpoint(self.seq, self.epoch, self.at, self.hash, self.reason, sign(self.statement()))

    @property
    def head(self) -> Head:
        return Head(self.seq, self.hash)

    def to_file(self, folder: Path) -> None:
        """Write it into the data folder's `checkpoints/`; raises OSError."""
        said = {"at": self.at, "epoch": self.epoch, "hash": self.hash.hex(), "reason": self.reason}
        text = canonical_json(said | {"seq": self.seq, "signature": self.signature.hex()})
        target = folder / FOLDER
        target.mkdir(mode=0o700, exist_ok=True)
        write_whole(target / f"{self.epoch:04d}-{self.seq:012d}.json", text.encode() + b"\n")
        ours = files(folder).ours
        telling = frozenset(_telling(ours))
        for old in itertools.islice((path for path in ours if path not in telling), REMOVED_AT_ONCE):
            old.unlink()


def files(folder: Path) -> Sorted:
    """The files of the data folder's `checkpoints/`, and what else is there. Raises OSError."""
    return sorted_out(folder / FOLDER, _is_ours, lambda name: bool(_UNFINISHED.fullmatch(name)))


def _is_ours(name: str) -> bool:
    return bool(_NAME.fullmatch(name))


def _telling(ours: tuple[Path, ...]) -> list[Path]:
    """Those that are read and kept, however many are there: the newest, and the first of each later epoch.

    That one says from where on rows were lost when a backup was put back.
    """
    first = {_epoch(path): path for path in reversed(ours)}
    return sorted({*ours[-KEPT_FILES:], *(path for epoch, path in first.items() if epoch > 1)})


def _epoch(path: Path) -> int:
    return int(path.name.split("-")[0])


def from_files(folder: Path) -> list[Checkpoint]:
    """What `checkpoints/` says, oldest first.

    A torn file counts as one that is gone; one that reads well and is no checkpoint of ours is one whose
    signature won't fit. Raises OSError where the folder can't be read.
    """
    parsed = (_parse(path) for path in _telling(files(folder).ours))
    return [one for one in parsed if one is not None]


def torn(folder: Path) -> tuple[Path, ...]:
    """The files of `checkpoints/` that a disk has emptied, cut or spoilt, or that we may not read."""
    return tuple(path for path in _telling(files(folder).ours) if _parse(path) is None)


def _parse(path: Path) -> Checkpoint | None:
    try:
        said = json.loads(path.read_bytes())
    except (ValueError, RecursionError, OSError):
        return None
    try:
        hash_, signature = bytes.fromhex(said["hash"]), bytes.fromhex(said["signature"])
        return stated(said["seq"], said["epoch"], said["at"], hash_, said["reason"], signature)
    except (ValueError, KeyError, TypeError):
        return _unreadable(f"an unreadable file {path.name}")


def stated(
    seq: object, epoch: object, at: object, hash_: object, reason: object, signature: object
) -> Checkpoint:
    """A checkpoint out of what was stored; one whose signature won't fit where that can't be one."""
    match seq, epoch, at, hash_, reason, signature:
        case int(), int(), str(), bytes(), str(), bytes() if reason in set(Reason):
            return Checkpoint(seq, epoch, at, hash_, Reason(reason), signature)
        case _:
            return _unreadable("an unreadable time")


def _unreadable(at: str) -> Checkpoint:
    return Checkpoint(0, 0, at, GENESIS, Reason.ASKED)


def contradiction(
    checkpoints: Iterable[Checkpoint], rows: Mapping[int, tuple[int, bytes]], last: int, verify: Verify
) -> Broken | None:
    """The first thing in the rows that a signed statement contradicts.

    `rows` has epoch and hash of each row that a checkpoint names (where the row exists); `last` is the last
    seq.
    """
    ordered = sorted(checkpoints, key=lambda one: (one.seq, one.epoch))
    for one in ordered:
        if not _is_signed(one, verify):
            return Broken(
                one.seq, f"the checkpoint of {one.at} does not bear this kiosk's signature", one.seq
            )
    restored = [one for one in ordered if one.reason is Reason.RESTORED]
    good = 0
    for one in ordered:
        if any(_voids(back, one, rows) for back in restored):
            continue
        if one.seq > last:
            gone = f"rows {last + 1} to {one.seq} are gone: a checkpoint of {one.at} names them"
            return Broken(last + 1, gone, one.seq)
        if one.seq and rows.get(one.seq, (0, b""))[1] != one.hash:
            other = f"rows {good + 1} to {one.seq} are not those that were signed on {one.at}"
            return Broken(good + 1, other, one.seq)
        good = one.seq
    return None


def _voids(back: Checkpoint, one: Checkpoint, rows: Mapping[int, tuple[int, bytes]]) -> bool:
    """Whether what was put back has no part in the history that `one` stated: it ends before, or is older."""
    if back.epoch <= one.epoch:
        return False
    put_back, _ = rows.get(back.seq, (0, b""))
    return back.seq < one.seq or put_back < one.epoch


def _is_signed(one: Checkpoint, verify: Verify) -> bool:
    try:
        return verify(one.statement(), one.signature)
    except UnicodeEncodeError:  # a text that was damaged
        return False
