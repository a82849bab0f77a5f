"""Speech as a kiosk orders it and hears of it: values, and the protocol that every speech keeps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

SLOWEST: Final = 0.5
FASTEST: Final = 2.0
LOUDEST: Final = 5


class Output(StrEnum):
    SPEAKER = "speaker"
    HEADPHONES = "headphones"


@dataclass(frozen=True, slots=True)
class SpokenPhrase:
    """Text that is spoken in one breath.

    `text`: a sentence in `language`, BCP 47; markup in it is read as text. `private`: a digit or a code,
    heard in headphones only; on the loudspeaker a click for each character instead.
    """

    text: str
    language: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """An order that replaces whatever is being said.

    `number` comes back in what is heard of it; `speed` from SLOWEST to FASTEST; `volume` from 1 to LOUDEST,
    by the steps of the machine's other sounds.
    """

    number: int
    phrases: tuple[SpokenPhrase, ...]
    speed: float = 1.0
    volume: int = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """The tone of an open door. `pan` from -1 (left) to 1 (right); `pitch` from 0 (low) to 1 (high)."""

    pan: float
    pitch: float


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """The first sound of an order was handed to the device."""

    number: int


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """Nothing more of an order is heard. `whole`: it was said to its end, neither stopped nor lost."""

    number: int
    whole: bool


@dataclass(frozen=True, slots=True)
class HeadphonesIn:
    """Headphones were plugged in; at a start also where they are in already."""


@dataclass(frozen=True, slots=True)
class HeadphonesOut:
    """Headphones were pulled out; private phrases are clicks again."""


@dataclass(frozen=True, slots=True)
class SpeechUp:
    """Speech works. `languages`: the BCP 47 codes that have a voice."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechDown:
    """Nothing can be said. `reason`: a sentence without its full stop."""

    reason: str


SpeechNews = SpeechBegan | SpeechEnded | HeadphonesIn | HeadphonesOut | SpeechUp | SpeechDown
"""What a callback is given, from a thread of its own."""


class Speech(Protocol):
    """No method waits, and each may be called from any thread."""

    def say(self, order: Say) -> None:
        """Say this instead of whatever is being said."""

    def stop(self) -> None:
        """Be silent at once; the tick goes on."""

    def tick(self, tick: Tick | None) -> None:
        """Repeat this tone until another or none is asked for; it pauses while something is said."""

    def close(self) -> None:
        """End; nothing is heard and no news comes after it has returned."""
