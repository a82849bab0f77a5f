"""Reports of locks: unlocks, doors, lines, boards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class LockAddress:
    """Address of a lock: the bank's name in the site file and its 1-based channel."""

    bank: str
    channel: int


class DoorState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Opened:
    """The sensor saw the door open, `after_ms` milliseconds after the frame was handed over."""

    after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Jammed:
    """The frame was sent and the sensor kept reporting a closed door. `reason`: what the board said to it."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """No byte left the machine, so another try can open nothing twice."""

    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """Bytes left and nothing trustworthy came back; the door may be open or shut."""

    reason: str


OpenOutcome = Opened | Jammed | NotSent | OutcomeUnknown


@dataclass(frozen=True, slots=True)
class UnlockDone:
    """The answer to one `Bus.unlock(ticket, address)`; exactly one is posted for each."""

    ticket: int
    address: LockAddress
    outcome: OpenOutcome


@dataclass(frozen=True, slots=True)
class DoorMoved:
    """A door's sensor changed, bounce removed. `commanded` is false where nobody asked it to open."""

    address: LockAddress
    state: DoorState
    commanded: bool


@dataclass(frozen=True, slots=True)
class BusReady:
    """The line is up and every door on it was read afresh; silent banks' doors are UNKNOWN."""

    bus: str
    doors: Mapping[LockAddress, DoorState]


@dataclass(frozen=True, slots=True)
class BusDown:
    """The line is gone; its doors can neither be opened nor seen until the next BusReady."""

    bus: str
    reason: str


class Silence(StrEnum):
    """Reasons for which a board counts as silent."""

    NOTHING = "nothing"
    """no byte came back"""
    GARBAGE = "garbage"
    """bytes that make no sense: the wrong speed, swapped wires, a line that babbles"""
    FOREIGN = "foreign"
    """whole answers, but of boards at other addresses"""
    DECLINED = "declined"
    """the board answers that it can't tell what it is asked for: it has fewer inputs, say"""
    CROWD = "crowd"
    """more than one board answers at its address, so nothing may be opened there"""


@dataclass(frozen=True, slots=True)
class BankSilent:
    """A board on a living line can't be asked (`BankBack` ends it)."""

    bus: str
    bank: str
    reason: str
    silence: Silence = Silence.NOTHING


@dataclass(frozen=True, slots=True)
class BankBack:
    """A silent board answers again; its doors as just read."""

    bus: str
    bank: str
    doors: Mapping[LockAddress, DoorState]


@dataclass(frozen=True, slots=True)
class Pong:
    """The owner thread of `bus` passed by and answered `Bus.ping(ticket)`."""

    bus: str
    ticket: int


@dataclass(frozen=True, slots=True)
class BankHealth:
    """Counts of a board's questions and results, since its line was first opened or it was replaced.

    A question comes to an answer, to nothing (`timeouts`), or to wrecks (`refused`), other boards' frames
    (`foreign`), a no of the board's own (`declined`) or answers of two boards at once (`collisions`): these
    six add up to `questions`. `echoes`: own bytes taken off. `strays`: bytes beside answers that belong to
    nothing. `answered_ago`: seconds since the last answer, or None. `silence`: None while it answers.
    `never_closed`: channels whose sensors told of an open door from the first reading on.
    """

    bank: str
    questions: int = 0
    answers: int = 0
    timeouts: int = 0
    refused: int = 0
    foreign: int = 0
    echoes: int = 0
    collisions: int = 0
    answered_ago: float | None = None
    silence: Silence | None = None
    declined: int = 0
    strays: int = 0
    never_closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineHealth:
    """Posted every minute, and on request. `openings` of the port; `strays`: bursts no driver understands."""

    bus: str
    openings: int
    strays: int
    banks: tuple[BankHealth, ...]


@dataclass(frozen=True, slots=True)
class BoardFound:
    """A board that stands at another address. `channels`: what its answer has room for, None without a word.

    `doors`: how the bank's doors would read with it, channel 1 first; empty where they can't be read.
    """

    address: int
    channels: int | None
    doors: tuple[DoorState, ...]


@dataclass(frozen=True, slots=True)
class SearchDone:
    """The answer to one `Bus.search(ticket, bank)`; exactly one is posted for each.

    `back`: the bank itself answers. `crowds`: addresses at which more than one board answers.
    `garbled`: bytes came that make no sense. `lost`: why the search could not be ended, empty where it was.
    """

    ticket: int
    bank: str
    found: tuple[BoardFound, ...] = ()
    crowds: tuple[int, ...] = ()
    back: bool = False
    garbled: bool = False
    lost: str = ""


LineReport = BusReady | BusDown | BankSilent | BankBack | LineHealth


BusReport = UnlockDone | DoorMoved | Pong | SearchDone | LineReport
