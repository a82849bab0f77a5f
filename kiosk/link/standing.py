"""How the link is, as a value that anybody may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.custody.link.words import EnrolmentWord, LinkWord


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
