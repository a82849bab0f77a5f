"""How the link is, as a value that anybody may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class LinkWord(StrEnum):
    NONE = "none"
    """The kiosk is enrolled nowhere."""
    STARTING = "starting"
    UP = "up"
    UNREACHABLE = "unreachable"
    """No network, no name server, or nobody answers there."""
    STRANGER = "stranger"
    """Somebody answers and can't show that they are our hub."""
    PORTAL = "portal"
    """Something between us and the hub answers in its place, such as a page to sign in at."""
    BUSY = "busy"
    """The hub asks to be left alone for a while."""
    UNKNOWN = "unknown"
    """The hub does not know this kiosk, or not by this key."""
    CONTRADICTS = "contradicts"
    """The hub answers what can't be; nothing is lost, and it is tried again."""
    FROZEN = "frozen"
    """Two kiosks write under one name."""
    RESTORED = "restored"
    """The hub came back from a backup and nobody has vouched for it yet: rows go up, orders don't count."""


class EnrolmentWord(StrEnum):
    """How far an enrolment is."""

    NONE = "none"
    ASKING = "asking"
    WAITING = "waiting"
    """The hub knows of us; a person there compares six digits."""
    DONE = "done"
    REFUSED = "refused"
    """The code is over, was used, or is for another kiosk."""
    FAILED = "failed"
    """Nobody answers, or not the hub of this code."""


@dataclass(frozen=True, slots=True)
class EnrolmentStanding:
    """`digits`: six, to compare; `hub`: the address that the code names."""

    word: EnrolmentWord = EnrolmentWord.NONE
    digits: str = ""
    hub: str = ""


@dataclass(frozen=True, slots=True)
class LinkStanding:
    """`since`: when it came to be so; `heard`: when the hub last answered; `waiting`: rows it does not have.

    `sent`, `received`: bytes of this day, as far as this process knows.
    """

    word: LinkWord = LinkWord.STARTING
    since: datetime | None = None
    heard: datetime | None = None
    waiting: int = 0
    hub: str = ""
    kiosk: str = ""
    sent: int = 0
    received: int = 0
    enrolment: EnrolmentStanding = EnrolmentStanding()

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "state": str(self.word),
            "since": self.since.isoformat() if self.since else None,
            "heard": self.heard.isoformat() if self.heard else None,
            "waiting": self.waiting,
            "hub": self.hub,
            "kiosk": self.kiosk,
            "sent": self.sent,
            "received": self.received,
            "enrolment": {
                "state": str(self.enrolment.word),
                "digits": self.enrolment.digits,
                "hub": self.enrolment.hub,
            },
        }
