"""The small vocabularies that events, ledger, journeys and screens share."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Act(StrEnum):
    """What a claim allows at a compartment."""

    DEPOSIT = "deposit"
    COLLECT = "collect"
    REOPEN = "reopen"
    """Once more into a compartment that this visit has just emptied."""
    UNDO = "undo"
    """Take back what this visit has just put in."""
    WORK = "work"
    """What a task asks for."""
    MAINTAIN = "maintain"
    """Exercise the lock of an empty compartment."""
    COMMISSION = "commission"
    """Find out what a channel opens, in an empty machine."""
    BEGIN = "begin"
    """Rent a space: its content is nobody's business."""
    USE = "use"
    """Open a rented space once more."""
    END = "end"
    """Give a rented space back."""
    PAY = "pay"
    """Settle a bill; no door opens."""
    DECIDE = "decide"
    """Answer an offer; no door opens."""


class Stage(StrEnum):
    """How far a consignment's present leg is."""

    ANNOUNCED = "announced"
    WAITING = "waiting"
    QUARANTINED = "quarantined"
    """It is in the machine and its leg is halted until a person has looked."""


class Condition(StrEnum):
    """What the book says about the inside of a compartment."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    QUARANTINED = "quarantined"
    BROKEN = "broken"


class DoorResult(StrEnum):
    """An outcome of an opening, as the journal keeps it."""

    OPENED = "opened"
    JAMMED = "jammed"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


class TaskKind(StrEnum):
    TAKE_AWAY = "take_away"
    """Something is there that its recipient refused."""
    INSPECT = "inspect"
    """Nobody knows what is there."""
    REPAIR = "repair"
    """The lock did not do what it was told."""
    OPEN = "open"
    """An operator asked for it from afar."""
    HELP = "help"
    """Somebody can't reach an open door, neither what is inside nor to close it; ends with the visit."""
    AUDIT = "audit"
    """A technician holds the compartment against the book; ends with the visit."""
    MAINTAIN = "maintain"
    """A technician is at the machine as a whole; ends with the visit."""
    ALARM = "alarm"
    """A contact of the cabinet told of somebody's hands."""
    CLIMATE = "climate"
    """A zone is too warm or too cold; over when it is not."""
    WATCH = "watch"
    """Nobody has known a zone's temperature for long; over when somebody does."""
    COMMISSION = "commission"
    """The machine is being learned; stands until its site file is written."""
    ATTEMPTS = "attempts"
    """Somebody tries codes here, again and again; its note says which way."""
    CLEAR = "clear"
    """A rented space whose time is long over is to be emptied."""
    OVERSTAYED = "overstayed"
    """Somebody stays in a rented space for too long; over when it ends or lasts longer."""
    CLEAN = "clean"
    """A compartment needs the care that its note names before anything else goes in."""
    CHECK = "check"
    """Something has come back, and is looked at before anybody else may have it."""
    FLAPPING = "flapping"
    """Something comes and goes; its note names it, such as "line locks". Over when it is steady."""
    MONEY = "money"
    """A charge that no machine can clear up; its note is the charge's id. Over when the money is right."""
    RECEIPT = "receipt"
    """A provider's day and the journal differ; its note names the provider and its receipts."""


class ContactKind(StrEnum):
    """What a contact of the cabinet itself watches."""

    TAMPER = "tamper"
    CABINET_DOOR = "cabinet-door"
    """The door to what is behind the compartments; a technician at work opens it."""


class Alarm(StrEnum):
    TAMPER = "tamper"
    """A tamper contact opened."""
    CABINET_DOOR = "cabinet_door"
    """The cabinet's door is open, and nobody who may is at work."""


class SensorWord(StrEnum):
    """What a door's sensor was worth when somebody stood before the door."""

    RIGHT = "right"
    INVERTED = "inverted"
    STUCK_OPEN = "stuck_open"
    STUCK_CLOSED = "stuck_closed"
    UNREADABLE = "unreadable"


class Found(StrEnum):
    """What an audit finds in a compartment."""

    AS_BOOKED = "as_booked"
    EMPTY = "empty"
    SOMETHING = "something"


class Fault(StrEnum):
    """Why a technician takes a compartment out of service."""

    LOCK = "lock"
    DOOR = "door"
    DIRT = "dirt"
    OTHER = "other"


class Reported(StrEnum):
    """What a person says of a compartment or of the thing in it."""

    EMPTY = "empty"
    NOT_MINE = "not_mine"
    CANNOT_REACH = "cannot_reach"
    OCCUPIED = "occupied"
    TOO_SMALL = "too_small"


class Why(StrEnum):
    """Why a compartment is no longer simply known."""

    JAMMED = "jammed"
    OUTCOME_UNKNOWN = "outcome_unknown"
    NOT_CONFIRMED = "not_confirmed"
    REPORTED = "reported"
    OPENED_REMOTELY = "opened_remotely"
    FORCED = "forced"
    OPENED_LATE = "opened_late"
    """It opened when nobody expected that any more, and nobody was there who answers for it."""
    WITHDRAWN = "withdrawn"
    AUDITED = "audited"
    INTERRUPTED = "interrupted"
    EXCURSION = "excursion"
    """It was too warm or too cold in there for too long."""


class Way(StrEnum):
    """How a credential was shown."""

    TYPE = "type"
    SCAN = "scan"
    LOOK = "look"
    """A face before the camera."""
    BADGE = "badge"
    """A number from a badge reader."""
    COMMAND = "command"
    """An order from afar."""


class Kind(StrEnum):
    """What a party shows to prove who it is."""

    PIN = "pin"
    TOKEN = "token"  # noqa: S105  the name of a kind
    """A QR text that was known here beforehand."""
    OFFLINE = "offline"
    """A token that the operator's key signed, and that nobody announced here."""
    TOTP = "totp"
    BADGE = "badge"
    FACE = "face"
    DELEGATION = "delegation"
    """A code that a recipient, or the operator for them, gave somebody else."""


class TokenFault(StrEnum):
    """Why a signed token was refused. The screen says the same as of any other code, but for the time."""

    FORM = "form"
    """Not a token's form: cut off, too long, not UTF-8."""
    ALGORITHM = "algorithm"
    SIGNATURE = "signature"
    """By none of the operator's present keys."""
    OTHER_KIOSK = "other_kiosk"
    NOT_HERE = "not_here"
    """It is about nothing that waits here."""
    USED = "used"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    CLOCK = "clock"
    """Nobody can tell the time, and the token was not announced."""


CODE_LASTS: Final = 30
"""Seconds that a code of a phone lasts, which is one time step (RFC 6238)."""


class ClockReason(StrEnum):
    """Why a clock is believed that differs from what was known."""

    AGREED = "agreed"
    """A time server has kept it for an hour, at the pace of the clock that nobody sets."""
    ORDERED = "ordered"
    """A person has looked."""


class Audience(StrEnum):
    VISITOR = "visitor"
    STAFF = "staff"


class Ending(StrEnum):
    """How a visit ended."""

    FINISHED = "finished"
    LEFT = "left"
    IDLE = "idle"
    INTERRUPTED = "interrupted"
    """The machine stopped in the middle; the next start settled it."""


class TenancyEnd(StrEnum):
    """How a rented space came to be nobody's."""

    GIVEN_BACK = "given_back"
    """Its holder said that it is empty."""
    NOT_BEGUN = "not_begun"
    """Its door never opened for them."""
    MOVED = "moved"
    """Its door did not open: another compartment takes its place."""
    CLEARED = "cleared"
    """Staff emptied it."""
    ORDERED = "ordered"
    """The operator ended it from afar."""


class Level(StrEnum):
    """What can be set at the machine: its volume by day and at night, its screen."""

    DAY = "day"
    NIGHT = "night"
    BRIGHTNESS = "brightness"


class Leaving(StrEnum):
    """How the machine stops on a technician's word: to start anew, or not."""

    RESTART = "restart"
    SHUT_DOWN = "shut_down"


class Forgotten(StrEnum):
    """Why a face, or what somebody wishes of the screen, is no longer kept."""

    WITHDRAWN = "withdrawn"
    """The person said so at the machine."""
    OPERATOR = "operator"
    UNUSED = "unused"
    """Longer than the site's term."""
    SWITCHED_OFF = "switched_off"
    """The site knows nobody by their face any more."""


class OrderOutcome(StrEnum):
    """What became of an order from outside, as the journal keeps it."""

    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"
    TOO_LATE = "too-late"
    """A person was faster: what happened at the machine counts."""
    NOT_OPENED = "not-opened"
    CUT_OFF = "cut-off"
    """The kiosk stopped before it knew."""
    FAILED = "failed"
    """A mistake of ours."""
