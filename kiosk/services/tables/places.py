"""`[place]` and `[[thing]]`: into what kind of compartment a thing goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field

from kiosk.custody.services.rules import PlaceRule, ThingRule
from kiosk.services.written import ServiceWord, Who
from kiosk.site.kinds import STRICT, Name, said


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTable:
    """See `kiosk.custody.services.rules.PlaceRule`. A thing's own place says only what differs."""

    __pydantic_config__ = STRICT
    shared: Annotated[int, Field(ge=1, le=200)] | None = None
    features: tuple[Name, ...] | None = None
    temperature: Name | None = None
    class_: Annotated[Name | None, Field(alias="class")] = None
    refuses: tuple[Name, ...] | None = None
    after: tuple[Name, ...] | None = None

    def keys(self) -> Mapping[str, Any]:
        """What is said here, as the rule's fields; lists whose order means nothing are sorted."""
        keys = said(self)
        for each in ("features", "refuses"):
            if each in keys:
                keys[each] = tuple(sorted(set(keys[each])))
        if "class_" in keys:
            keys["kind"] = keys.pop("class_")
        return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingTable:
    """A kind of thing of the service; see `kiosk.custody.services.rules.ThingRule`."""

    __pydantic_config__ = STRICT
    name: ServiceWord
    place: PlaceTable = field(default_factory=PlaceTable)
    again: ServiceWord = ""
    check: Who | None = None
    drop: bool = False

    def build(self, common: PlaceTable) -> ThingRule:
        place = PlaceRule(**{**common.keys(), **self.place.keys()})
        return ThingRule(self.name, place, self.again, self.check)
