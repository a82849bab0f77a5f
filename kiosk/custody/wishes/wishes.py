"""What somebody wishes of the screen and the machine, so that they can see, hear, reach and follow it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

TEXTS: Final = (100, 150, 200)
"""Percent of the usual size of words."""
SLOWER: Final = 3
"""By so much times are longer for whoever wishes for more."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Chosen at the machine; they last for the visit. The usual is what the site file says.

    `text`: one of `TEXTS`. `reach`: what is touched is low, and doors are within reach. `slower`: more time
    for everything. `still`: fewer motions. `own_digits`: the digits of the language. `left_hand`: what is
    touched is at the left. `speech`: read aloud, which takes more time too. `language`: a BCP 47 code;
    empty for the site's own.
    """

    text: int = 100
    contrast: bool = False
    reach: bool = False
    slower: bool = False
    still: bool = False
    own_digits: bool = False
    left_hand: bool = False
    speech: bool = False
    language: str = ""

    @property
    def pace(self) -> int:
        """By so much all times of the person's are longer."""
        return SLOWER if self.slower or self.speech else 1

    def __post_init__(self) -> None:
        if self.text not in TEXTS:
            raise ValueError(f"words of {self.text} %: there are {TEXTS}")


class WishKind(StrEnum):
    """The fields of `Wishes`, by their names."""

    TEXT = "text"
    CONTRAST = "contrast"
    REACH = "reach"
    SLOWER = "slower"
    STILL = "still"
    OWN_DIGITS = "own_digits"
    LEFT_HAND = "left_hand"
    SPEECH = "speech"
    LANGUAGE = "language"


def wished(wishes: Wishes, usual: Wishes) -> tuple[WishKind, ...]:
    """What is not as usual, in the order of the fields."""
    names = (each.name for each in fields(Wishes))
    return tuple(WishKind(name) for name in names if getattr(wishes, name) != getattr(usual, name))


def is_worth_keeping(wishes: Wishes, usual: Wishes) -> bool:
    """Whether more than the language was chosen, which is asked for before anybody is known."""
    return replace(wishes, language=usual.language) != usual


class WishStanding(StrEnum):
    """The state of what somebody wishes and what is kept of theirs."""

    USUAL = "usual"
    """Nothing was changed, and nothing is kept."""
    NEW = "new"
    """Something was changed, and nothing is kept."""
    KEPT = "kept"
    """Something is kept, and it is as it is now, or nothing was wished now."""
    OTHER = "other"
    """Something is kept, and something else is wished now."""


def standing(now: Wishes, kept: Wishes | None, usual: Wishes) -> WishStanding:
    """`kept` is None where nothing is."""
    worth = is_worth_keeping(now, usual)
    if kept is None:
        return WishStanding.NEW if worth else WishStanding.USUAL
    return WishStanding.OTHER if worth and now != kept else WishStanding.KEPT
