"""A finding: one cause that somebody has to see to, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any


class Harm(IntEnum):
    """Whom a finding hurts; the smaller the number, the worse for people."""

    PEOPLE = 1
    """Somebody can't get what is theirs, or is not safe."""
    THINGS = 2
    """What is kept here may spoil, or somebody tries to get at it."""
    SERVICE = 3
    """Part of the machine serves nobody."""
    DATA = 4
    """What the machine knows may be lost."""
    SOON = 5
    """Nothing yet, but it will not last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` names the thing and what is the matter with it, without a full stop; `object` is the thing.

    `consequence` and `remedy` are sentences, empty where `what` says it all. `since` is None where nobody
    knows; `doors` are those it concerns. `key` is a word and, after a colon, what of that kind: the same
    cause has the same key tomorrow.
    """

    key: str
    harm: Harm
    object: str
    what: str
    consequence: str = ""
    remedy: str = ""
    since: datetime | None = None
    doors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As one reads it, without the time."""
        return " ".join(part for part in (f"{self.what}.", self.consequence, self.remedy) if part)

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "key": self.key,
            "harm": self.harm.name.lower(),
            "rank": int(self.harm),
            "object": self.object,
            "what": self.what,
            "since": self.since.isoformat() if self.since else None,
            "doors": list(self.doors),
            "consequence": self.consequence,
            "remedy": self.remedy,
            "text": self.text,
        }


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
