"""`[speech]`: what the machine speaks with, and what makes it speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from kiosk.site.kinds import STRICT, Name, Text
from kiosk.site.problems import SiteProblem, doubles, found, offered

VoiceName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_+-]{0,39}$")]
FunctionKey = Annotated[str, Field(pattern=r"^F([1-9]|1[0-9]|2[0-4])$")]


class SpeechStart(StrEnum):
    """What a person does so that the machine speaks."""

    JACK = "jack"
    """headphones plugged in"""
    KEY = "key"
    """the first key of a tactile keypad"""
    TOUCH = "touch"
    """a long touch anywhere"""
    BUTTON = "button"
    """the button "read aloud\""""


class DoorTicks(StrEnum):
    """When an open door ticks."""

    SPEECH = "speech"
    """while the machine speaks to somebody"""
    ALWAYS = "always"
    NEVER = "never"


ALL_STARTS: Final = tuple(SpeechStart)


@dataclass(frozen=True, slots=True)
class SpeechSite:
    """A site without the table speaks as this does without arguments, where the machine can speak at all.

    `device`, `headphones`: ALSA names; None: the usual device, and no headphones (nothing private is said).
    `jack`: the input device that tells of headphones; None: looked for. `start`: empty, and it never speaks.
    `voices`: by language, one of espeak-ng's. `hint`: whoever touches nothing hears once how to begin.
    `help`: the function key that this keypad's help key sends, besides F1 and Help; None: no other.
    """

    device: str | None = None
    headphones: str | None = None
    jack: str | None = None
    start: tuple[SpeechStart, ...] = ALL_STARTS
    voices: Mapping[str, str] = field(default_factory=dict)
    hint: bool = True
    ticks: DoorTicks = DoorTicks.SPEECH
    help: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechTable:
    __pydantic_config__ = STRICT
    device: Text | None = None
    headphones: Text | None = None
    jack: Text | None = None
    start: tuple[SpeechStart, ...] = ALL_STARTS
    voices: dict[Name, VoiceName] = field(default_factory=dict)
    hint: bool = True
    ticks: DoorTicks = DoorTicks.SPEECH
    help: FunctionKey | None = None

    def problems(self) -> Iterator[SiteProblem]:
        yield from doubles("speech.start", "this beginning", self.start)
        if self.jack is not None and not self.jack.startswith("/"):
            wanted = 'an input device\'s whole path, such as "/dev/input/by-path/..."'
            yield SiteProblem("speech.jack", found(self.jack, wanted))

    def build(self) -> SpeechSite:
        return SpeechSite(
            device=self.device,
            headphones=self.headphones,
            jack=self.jack,
            start=self.start,
            voices=dict(self.voices),
            hint=self.hint,
            ticks=self.ticks,
            help=self.help,
        )


def voice_problems(table: SpeechTable | None, languages: tuple[str, ...]) -> Iterator[SiteProblem]:
    """Voices of languages that the site does not speak."""
    for language in table.voices if table is not None else ():
        if language not in languages:
            wanted = f"one of the site's languages: {offered(language, languages)}"
            yield SiteProblem(f"speech.voices.{language}", found(language, wanted))
