"""What somebody wishes of the screen and the machine, so that they can see, hear, reach and follow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TEXTS: Final = (100, 150, 200)
"""Percent of the usual size of words."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Chosen at the machine; they last for the visit. The usual is what the site file says.

    `text`: one of `TEXTS`. `reach`: what is touched lies low, and doors are within reach. `slower`: more time
    for everything. `still`: fewer motions. `own_digits`: the digits of the language. `left_hand`: what is
    touched lies at the left. `speech`: read aloud. `language`: a BCP 47 code; empty for the site's own.
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

    def __post_init__(self) -> None:
        if self.text not in TEXTS:
            raise ValueError(f"words of {self.text} %: there are {TEXTS}")
