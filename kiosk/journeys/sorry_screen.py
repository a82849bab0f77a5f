"""The screen that says what did not work, and what happens now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.journeys.screen import Back, Screen


class SorryKind(StrEnum):
    JAMMED = "jammed"
    """The lock was told to open and the door stayed shut."""
    NOT_SENT = "not_sent"
    """The lock could not be told; another try is allowed."""
    UNKNOWN = "unknown"
    """Nobody can tell whether the door opened."""
    REFUSED = "refused"
    CANNOT_REACH = "cannot_reach"
    LOW_DOOR = "low_door"
    """Noted: the next thing for this person goes behind a low door, where there is one."""
    EMPTY = "empty"
    NOT_MINE = "not_mine"
    NOTHING_WAITING = "nothing_waiting"
    TEMPERATURE = "temperature"
    """It was too warm or too cold in there for too long."""
    MORE_PROOF = "more_proof"
    """What waits there is handed over for more than was shown."""


class SorryChoice(StrEnum):
    DONE = "done"
    TRY_AGAIN = "try_again"
    LOW_DOOR = "low_door"
    """The next time a door that can be reached from a seat."""


@dataclass(frozen=True, slots=True)
class Sorry(Screen[SorryChoice]):
    """What did not work and what happens now. `kept`: the thing waits on for this person.

    `can_ask_low`: they may ask for a low door the next time.
    """

    kind: SorryKind
    label: str = ""
    kept: bool = True
    can_retry: bool = False
    can_ask_low: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[SorryChoice, ...]:
        offered = {SorryChoice.TRY_AGAIN: self.can_retry, SorryChoice.LOW_DOOR: self.can_ask_low}
        return tuple(choice for choice in SorryChoice if offered.get(choice, True))
