"""What the hardware answers and reports: plain values that every floor may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hardware import outcomes_reading


@dataclass(frozen=True, slots=True, order=True)
class LockAddress:
    """Where a lock is wired: the bank's name in the site file and its 1-based channel."""

    bank: str
    channel: int


class DoorState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


# --- what an unlock came to -------------------------------------------------------------------


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


# --- what a bus reports -----------------------------------------------------------------------


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
    """Why a board counts as silent."""

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
    """How often a board was asked and what came of it, since its line was first opened or it was replaced.

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
    """Told every minute, and when asked. `openings` of the port; `strays`: bursts that nobody understands."""

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


# --- what would help to read, and what can't be read --------------------------------------------

ReadRefused = outcomes_reading.ReadRefused
BadgeRead = outcomes_reading.BadgeRead
BLACK_PICTURE = outcomes_reading.BLACK_PICTURE
ScanHint = outcomes_reading.ScanHint
ScanHelp = outcomes_reading.ScanHelp


# --- what readers report ----------------------------------------------------------------------


class Symbology(StrEnum):
    QR = "qr"
    CODE128 = "code128"
    CODE39 = "code39"
    CODE93 = "code93"
    CODABAR = "codabar"
    EAN13 = "ean13"
    EAN8 = "ean8"
    UPCE = "upce"
    ITF14 = "itf14"
    ITF = "itf"  # any other: of another length, or with another check digit
    DATAMATRIX = "datamatrix"
    AZTEC = "aztec"
    PDF417 = "pdf417"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CodeRead:
    """One accepted code. `text` is checked: no control characters, at most 4096 characters."""

    text: str
    symbology: Symbology
    source: str


@dataclass(frozen=True, slots=True)
class DeviceUp:
    device: str


@dataclass(frozen=True, slots=True)
class DeviceDown:
    device: str
    reason: str


ReaderReport = CodeRead | BadgeRead | ReadRefused | DeviceUp | DeviceDown


# --- what sensors report ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Climate:
    """The air at one sensor: degrees Celsius and percent of relative humidity, both to a tenth."""

    sensor: str
    celsius: float
    percent: float


@dataclass(frozen=True, slots=True)
class Contact:
    """A tamper or cabinet-door contact, bounce removed. `closed` is how it should be: shut, untouched."""

    name: str
    closed: bool


SensorReport = Climate | Contact | DeviceUp | DeviceDown


# --- what the power supply reports ------------------------------------------------------------


class PowerSource(StrEnum):
    MAINS = "mains"
    """what comes from outside carries the cabinet: the grid or the sun"""
    BATTERY = "battery"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PowerState:
    """What carries the cabinet. `charge` is percent of the battery, `runtime_s` seconds that it will last.

    `low`: the battery, or whoever guards it, says that it is time to finish and shut down. `detail` is for
    technicians, like "OB DISCHRG" or "12.4 V, -1.3 A".
    """

    device: str
    source: PowerSource
    charge: int | None
    runtime_s: int | None
    low: bool
    detail: str


PowerReport = PowerState | DeviceUp | DeviceDown


# --- what a printer reports -------------------------------------------------------------------


class PrintFault(StrEnum):
    OFFLINE = "offline"
    """not there, not answering, its cover open"""
    NO_PAPER = "no-paper"
    BUSY = "busy"
    """too many receipts wait already"""
    LETTERS = "letters"
    """this machine has no font for the text"""
    STOPPED = "stopped"
    """the program stops"""


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer has it on paper, or, where it can't be asked, took every byte."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """`begun`: a part of it may hang out of the printer."""

    reason: PrintFault
    begun: bool = False


PrintOutcome = Printed | NotPrinted


@dataclass(frozen=True, slots=True)
class PrintDone:
    """The answer to one `ReceiptPrinter.print(ticket, receipt)`; exactly one is posted for each."""

    ticket: int
    outcome: PrintOutcome


PrinterReport = PrintDone | DeviceUp | DeviceDown


# --- what the camera reports of faces ---------------------------------------------------------


class FaceProblem(StrEnum):
    """What the person before the camera can change."""

    NOBODY = "nobody"
    SEVERAL = "several"
    """more than one face is near: one person at a time"""
    TOO_FAR = "too-far"
    TOO_CLOSE = "too-close"
    TOO_DARK = "too-dark"
    TOO_BRIGHT = "too-bright"
    UNEVEN_LIGHT = "uneven-light"
    TURNED = "turned"
    TILTED = "tilted"
    BLURRED = "blurred"
    ALIKE = "alike"
    """enrolment wants another look: move the head a little"""


class FaceAsk(StrEnum):
    """What the person is asked to do; left and right are the person's own."""

    LOOK_AHEAD = "look-ahead"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    HOLD_STILL = "hold-still"
    """and the screen shows the colour that comes with it, all over"""


class FaceRefusal(StrEnum):
    STRANGER = "stranger"
    """nobody among the templates; it never says whom the face looked like"""
    LOST = "lost"
    """the face was out of sight, or jumped, in the middle of it"""
    SEVERAL = "several"
    ANOTHER = "another"
    """the face changed in the middle of it"""
    WRONG_SIDE = "wrong-side"
    FLAT = "flat"
    """it turned as a picture turns, not as a head"""
    TOO_SLOW = "too-slow"
    NO_ECHO = "no-echo"
    """the screen's colours did not show on it"""
    TOO_LIGHT_HERE = "too-light-here"
    """the surroundings are too bright for the screen's colours to show"""
    BAD_TEMPLATE = "bad-template"
    """what was given to compare with is no template"""
    SLOW_CAMERA = "slow-camera"
    """too few pictures a second: the camera or the machine is too slow for this, or it is too dark"""
    UNAVAILABLE = "unavailable"
    """faces can't be used on this machine"""


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """What the camera sees changed: `problems`, the most telling first; none is a good face."""

    ticket: int
    problems: tuple[FaceProblem, ...]


@dataclass(frozen=True, slots=True)
class FaceCollected:
    """Enrolment has so many of the different looks that it wants."""

    ticket: int
    have: int
    wanted: int


@dataclass(frozen=True, slots=True)
class FaceAsked:
    """To be shown at once. `colour`: red, green and blue of 255 for the whole screen, or nothing."""

    ticket: int
    what: FaceAsk
    colour: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class FaceEnrolled:
    """The end of an enrolment: a mean template, and never a picture."""

    ticket: int
    template: bytes


@dataclass(frozen=True, slots=True)
class FaceKnown:
    """The end of a recognition: the number of the template, in the order given, and alive as far as asked."""

    ticket: int
    person: int


@dataclass(frozen=True, slots=True)
class FaceRefused:
    """The end of an enrolment or a recognition that came to nothing."""

    ticket: int
    why: FaceRefusal


FaceReport = FaceSeen | FaceCollected | FaceAsked | FaceEnrolled | FaceKnown | FaceRefused
