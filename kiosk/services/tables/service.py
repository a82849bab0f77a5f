"""A service file as a whole: the list of its keys, and the rules that they become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from kiosk.custody.services.rules import Privacy, ServiceRules, ServiceTexts
from kiosk.services.tables.places import PlaceTable, ThingTable
from kiosk.services.tables.steps import StepTable
from kiosk.services.written import Line, Lines, ServiceWord, Title, one_of
from kiosk.site.kinds import STRICT, Seconds
from kiosk.site.parts.machine import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsTable:
    """`[texts.LANG]`: what a screen says of the service in one language."""

    __pydantic_config__ = STRICT
    name: Title
    hint: Line = ""
    terms: Lines = ""
    questions: Annotated[tuple[Line, ...], Field(max_length=12)] = ()
    conditions: Annotated[tuple[Line, ...], Field(max_length=12)] = ()

    def build(self, language: str) -> ServiceTexts:
        return ServiceTexts(language, self.name, self.hint, self.terms, self.questions, self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFileTable:
    """The keys of a service file once what it extends is in it."""

    __pydantic_config__ = STRICT
    version: Annotated[int, Field(ge=1)]
    texts: Annotated[dict[Language, TextsTable], Field(min_length=1)]
    step: Annotated[tuple[StepTable, ...], Field(min_length=1)]
    id: ServiceWord = ""
    extends: ServiceWord | None = None
    privacy: Annotated[Privacy, one_of(Privacy)] = Privacy.PLAIN
    forget_after: Seconds = 30 * 86_400
    place: PlaceTable = field(default_factory=PlaceTable)
    thing: tuple[ThingTable, ...] = ()

    def build(self, name: str) -> ServiceRules:
        """The rules of the service `name`, without their digest and of nobody yet."""
        things = self.thing or (ThingTable(name="thing"),)
        return ServiceRules(
            id=self.id or name,
            version=self.version,
            digest="",
            principal="",
            privacy=self.privacy,
            things=tuple(each.build(self.place) for each in things),
            steps=tuple(each.build() for each in self.step),
            texts=tuple(self.texts[language].build(language) for language in sorted(self.texts)),
            forget_after=self.forget_after,
        )
