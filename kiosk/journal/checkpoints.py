"""Signed statements of where the chain stood: they show a chain made anew, and an end cut off.

Each is kept in the journal's file and as a small file of its own in `checkpoints/`, from where it can leave
the machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.journal.chain import GENESIS, Broken, Head
from kiosk.journal.codec import canonical_json
from kiosk.journal.files import write_whole

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]
"""`verify(message, signature)`."""

FOLDER = "checkpoints"
KEPT_FILES = 64


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
        for old in sorted(target.glob("*.json"))[:-KEPT_FILES]:
            if f'"reason":"{Reason.RESTORED}"' not in old.read_text():
                old.unlink()


def from_files(folder: Path) -> list[Checkpoint]:
    """What `checkpoints/` says, oldest first; an unreadable file is one whose signature won't fit."""
    return [_parse(path) for path in sorted((folder / FOLDER).glob("*.json"))]


def _parse(path: Path) -> Checkpoint:
    try:
        said = json.loads(path.read_text())
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
    checkpoints: Iterable[Checkpoint], hashes: Mapping[int, bytes], last: int, verify: Verify
) -> Broken | None:
    """The first thing in the rows that a signed statement contradicts.

    `hashes` has the hash of each row that a checkpoint names (where the row exists); `last` is the last seq.
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
        if any(back.epoch > one.epoch and back.seq < one.seq for back in restored):
            continue
        if one.seq > last:
            gone = f"rows {last + 1} to {one.seq} are gone: a checkpoint of {one.at} names them"
            return Broken(last + 1, gone, one.seq)
        if one.seq and hashes.get(one.seq) != one.hash:
            other = f"rows {good + 1} to {one.seq} are not those that were signed on {one.at}"
            return Broken(good + 1, other, one.seq)
        good = one.seq
    return None


def _is_signed(one: Checkpoint, verify: Verify) -> bool:
    try:
        return verify(one.statement(), one.signature)
    except UnicodeEncodeError:  # a text that was damaged
        return False
