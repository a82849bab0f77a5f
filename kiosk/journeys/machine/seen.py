"""What looks at the machine and errands come to, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.custody.link.words import EnrolmentWord, LinkWord


@dataclass(frozen=True, slots=True)
class Interface:
    """`up`: a cable is in and carries, or the radio is connected."""

    name: str
    up: bool
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkSeen:
    """`gateway`: where everything goes that is not near, empty without. `clock`: a time server has set it."""

    interfaces: tuple[Interface, ...]
    gateway: str = ""
    name_servers: tuple[str, ...] = ()
    clock: bool = False


@dataclass(frozen=True, slots=True)
class StorageSeen:
    """Bytes, and times of the site as `2026-05-04 12:00`, empty for never.

    `unsaved`: days without a backup, 0 while that is nothing to speak of.
    `verified_rows`: how many at the end were verified at the last start. `worn`: percent of its life that
    the disk says it has used up, -1 where it says nothing.
    """

    free: int
    total: int
    journal: int
    rows: int
    verified_rows: int
    last_backup: str
    last_checkpoint: str
    sqlite: str
    worn: int = -1
    unsaved: int = 0


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """How the link to the operator's hub is. `waiting`: events that the hub does not have.

    `digits`: six, to be compared with the hub's page while `enrolment` waits. `odd`: what was scanned last is
    no code of a hub.
    """

    word: LinkWord
    enrolment: EnrolmentWord = EnrolmentWord.NONE
    hub: str = ""
    waiting: int = 0
    digits: str = ""
    odd: bool = False


@dataclass(frozen=True, slots=True)
class VersionsSeen:
    """`managed`: versions are installed from releases here. `previous`: what can be gone back to, or empty.

    `ready`: a newer version that is here, verified; `notes`: what is new in it, by language. `undone`: the
    last version that did not live here. `trial`: the one that runs is not confirmed yet.
    """

    version: str
    managed: bool = True
    previous: str = ""
    trial: bool = False
    ready: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    undone: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing: it could not be read within a few seconds, or nobody has looked yet."""


class Errand(StrEnum):
    VERIFY = "verify"
    EXPORT = "export"
    EXPORT_BROKEN = "export_broken"
    """The journal as it is, although its chain does not hold."""


class ErrandWord(StrEnum):
    """What came of it."""

    DONE = "done"
    BROKEN = "broken"
    """The chain does not hold from row `seq` on; nothing was written."""
    UNREADABLE = "unreadable"
    """The journal's file can't be read."""
    NO_STICK = "no_stick"
    SEVERAL = "several"
    CANNOT_OPEN = "cannot_open"
    """The stick holds no file system that this machine opens."""
    READ_ONLY = "read_only"
    FULL = "full"
    GONE = "gone"
    """It was pulled out, or it failed, in the middle."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ErrandAt:
    """Under way; whole percent."""

    percent: int


@dataclass(frozen=True, slots=True)
class ErrandEnd:
    """`rows`: of the journal, that were verified or written. `name`: of the folder that we made."""

    word: ErrandWord
    rows: int = 0
    seq: int = 0
    name: str = ""
