"""What can come of an update, in the words of the journal, and how far the last one has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UpdateFault(StrEnum):
    """Why an update was refused; nothing of what runs was touched."""

    FOREIGN_KEY = "foreign-key"
    OLDER = "older"
    """What the repository says is older than what this machine has seen: somebody plays it again."""
    EXPIRED = "expired"
    ALTERED = "altered"
    DISK_FULL = "disk-full"
    DISK_FAILED = "disk-failed"
    NO_ANSWER = "no-answer"
    NOT_SET_UP = "not-set-up"
    UNDONE_BEFORE = "undone-before"
    NOTHING = "nothing"
    """There is no such version, or none that is newer."""


class UndoReason(StrEnum):
    """Why a version was given up for the one before."""

    STARTS = "starts"
    """It did not live through any of its starts on trial."""
    MISSING = "missing"
    NOT_SERVING = "not-serving"
    """It ran, and served nobody for as long as it may."""
    ASKED = "asked"
    UNKNOWN = "unknown"


class WantedKind(StrEnum):
    """To which version the machine is to change."""

    APPLY = "apply"
    """A new one that is here, on trial."""
    UNDO = "undo"
    """The one before."""


class UpdateStage(StrEnum):
    FETCHED = "fetched"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    UNDONE = "undone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LastUpdate:
    """The newest word of the journal about updates. `why`: of one that was undone or refused."""

    version: str
    stage: UpdateStage
    why: str = ""
