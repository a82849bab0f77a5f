"""The screens of the front: home, why there is none, help, languages, and what did not work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.services.verbs import Verb
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Picked, Screen


class HomeChoice(StrEnum):
    PICK_UP = "pick_up"
    STAFF = "staff"
    FIND = "find"
    """Where is what I left here? Asked from the help."""


@dataclass(frozen=True, slots=True)
class VerbTile:
    """`services`: the digests of those that begin so, in the site's order."""

    verb: Verb
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home(Firm[HomeChoice | Verb | Picked]):
    """`open_doors`: doors that are open; picking one resumes its visit, or asks to close it.

    `by_operator`: those of them that the operator opened from afar. Without `deposits` the machine gives out
    and takes nothing in: its battery has to last. `verbs`: what one can come for besides picking up.
    `finds`: one may ask where something is that one has left here.
    """

    open_doors: tuple[str, ...] = ()
    can_scan: bool = True
    deposits: bool = True
    by_operator: tuple[str, ...] = ()
    verbs: tuple[VerbTile, ...] = ()
    finds: bool = False

    def answers(self) -> tuple[HomeChoice | Verb | Picked, ...]:
        doors = (Picked(label) for label in self.open_doors)
        choices = (c for c in HomeChoice if c is not HomeChoice.FIND or self.finds)
        return (*choices, *(tile.verb for tile in self.verbs), *doors)


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service to choose by its `name` at this site; its texts are those of the `digest`."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class ChooseService(Screen[Picked | BackChoice]):
    """Several services begin with the verb: which one?"""

    verb: Verb
    services: tuple[ServiceCard, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(card.name) for card in self.services), BackChoice.BACK)


class OutReason(StrEnum):
    LOCKS = "locks"
    STORAGE = "storage"
    MAINTENANCE = "maintenance"
    STARTING = "starting"
    RESTING = "resting"
    """Its battery has to be charged first."""
    BATTERY = "battery"
    """Its battery is low: it is about to switch off."""


_NOBODY_COMES_IN = (OutReason.STORAGE, OutReason.BATTERY)


class OutChoice(StrEnum):
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class OutOfService(Firm[OutChoice]):
    """The machine takes nothing in and gives nothing out; the claims of those who wait are kept.

    Staff may sign in to put it right, unless there is nothing to write on, or it is switching off.
    """

    reason: OutReason

    def answers(self) -> tuple[OutChoice, ...]:
        return () if self.reason in _NOBODY_COMES_IN else tuple(OutChoice)


@dataclass(frozen=True, slots=True)
class Help(Screen[OkChoice | HomeChoice]):
    """What the help person asks for: machine, the visit's number and word (0 and "" before a visit).

    `finds`: one may ask where something is that one has left here.
    """

    machine: str
    visit: int
    word: str
    phone: str
    finds: bool = False

    def answers(self) -> tuple[OkChoice | HomeChoice, ...]:
        return (*OkChoice, *((HomeChoice.FIND,) if self.finds else ()))


@dataclass(frozen=True, slots=True)
class Languages(Screen[Picked]):
    """`codes`: BCP 47; each is shown in its own language. `current` is marked."""

    codes: tuple[str, ...]
    current: str

    def answers(self) -> tuple[Picked, ...]:
        return tuple(Picked(code) for code in self.codes)


class AppearanceChoice(StrEnum):
    TEXT_100 = "text_100"
    TEXT_150 = "text_150"
    TEXT_200 = "text_200"
    CONTRAST = "contrast"
    REACH = "reach"
    SLOWER = "slower"
    FEWER = "fewer"
    LEFT_HAND = "left_hand"
    DIGITS = "digits"
    SPEECH = "speech"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Appearance(Screen[AppearanceChoice]):
    """Larger, lower, read aloud: what somebody wishes of the screen. All but the sizes of text toggle.

    `text`: percent of the usual size. `fewer`: motions than usual. `digits`: the language's own are chosen,
    which can be where it has them (`has_digits`). `speech`: read aloud, which can be where there is a voice
    (`can_speak`).
    """

    text: int = 100
    contrast: bool = False
    reach: bool = False
    slower: bool = False
    fewer: bool = False
    left_hand: bool = False
    has_digits: bool = False
    digits: bool = False
    can_speak: bool = False
    speech: bool = False

    def answers(self) -> tuple[AppearanceChoice, ...]:
        return tuple(AppearanceChoice)


class StillThereChoice(StrEnum):
    STAY = "stay"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class StillThere(Screen[StillThereChoice]):
    """Nobody has touched the screen; in `seconds` the visit ends."""

    seconds: int

    def answers(self) -> tuple[StillThereChoice, ...]:
        return tuple(StillThereChoice)


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
    GOES_BACK = "goes_back"
    """It was for them, and was recalled since."""
    CLOSED = "closed"
    NOT_COMPLETE = "not_complete"
    NOT_FIRST = "not_first"
    """Something else has to be done first."""
    NOT_RELEASED = "not_released"
    CLEARED = "cleared"
    """Staff took out what was in the space that they rented, and keep it."""
    NONE_LEFT = "none_left"
    """All of many are out, or behind doors that don't open now."""
    QUOTA = "quota"
    """They have done it as often as one may."""
    TEMPERATURE_NOW = "temperature_now"
    """It is too warm or too cold in there now, or nobody knows."""


class SorryChoice(StrEnum):
    DONE = "done"
    TRY_AGAIN = "try_again"
    LOW_DOOR = "low_door"
    """The next time a door that can be reached from a seat."""


@dataclass(frozen=True, slots=True)
class Sorry(Screen[SorryChoice]):
    """What did not work and what happens now. `kept`: the thing waits on for this person.

    `can_ask_low`: they may ask for a low door the next time. `space`: they rent it, and no parcel is there.
    """

    kind: SorryKind
    label: str = ""
    kept: bool = True
    can_retry: bool = False
    can_ask_low: bool = False
    space: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[SorryChoice, ...]:
        offered = {SorryChoice.TRY_AGAIN: self.can_retry, SorryChoice.LOW_DOOR: self.can_ask_low}
        return tuple(choice for choice in SorryChoice if offered.get(choice, True))
