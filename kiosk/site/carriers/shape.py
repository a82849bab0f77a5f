"""The shape of a carrier's file, and the carrier that it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from kiosk.labels.carriers import Carrier
from kiosk.labels.rule import CheckFound, LabelCheck, LabelRule, PartKind, RulePart
from kiosk.site.kinds import STRICT, Text

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Count = Annotated[int, Field(ge=1, le=64)]
Fixed = Annotated[str, Field(min_length=1, max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTable:
    """`text` or `one_of` as they stand; else `length`, or `least` to `most`, characters of `kind`."""

    __pydantic_config__ = STRICT
    name: Word | None = None
    text: Fixed | None = None
    one_of: tuple[Fixed, ...] | None = None
    kind: PartKind | None = None
    length: Count | None = None
    least: Count | None = None
    most: Count | None = None
    optional: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        return (self.text,) if self.text is not None else self.one_of or ()

    @property
    def span(self) -> tuple[int, int]:
        """The fewest characters and the most, where it is there."""
        if self.options:
            return min(map(len, self.options)), max(map(len, self.options))
        return self.length or self.least or 1, self.length or self.most or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTable:
    __pydantic_config__ = STRICT
    by: str
    of: str
    digit: Word = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRuleTable:
    __pydantic_config__ = STRICT
    name: Text
    parts: Annotated[tuple[PartTable, ...], Field(min_length=1, max_length=20)]
    number: str = "{number}"
    also: tuple[str, ...] = ()
    check: CheckTable | None = None
    distinct: bool = False
    priority: Annotated[int, Field(ge=1, le=100)] = 50
    meanings: dict[Word, dict[str, Text]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTable:
    """A label, and what the rule of that name is to make of it."""

    __pydantic_config__ = STRICT
    rule: str
    label: Annotated[str, Field(min_length=1, max_length=80)]
    number: str
    check: CheckFound = CheckFound.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierTable:
    """A whole file."""

    __pydantic_config__ = STRICT
    name: Annotated[Text, Field(max_length=40)]
    source: Annotated[str, Field(min_length=1, max_length=400)]
    standard: bool = False
    rules: Annotated[tuple[LabelRuleTable, ...], Field(min_length=1, max_length=40)]
    examples: tuple[ExampleTable, ...] = ()


def build_carrier(id_: str, table: CarrierTable) -> Carrier:
    """`table` has passed the checks; `id_` is its file's name."""
    return Carrier(id_, table.name, table.source, tuple(map(build_rule, table.rules)), table.standard)


def build_rule(table: LabelRuleTable) -> LabelRule:
    check = table.check
    return LabelRule(
        table.name,
        tuple(map(_part, table.parts)),
        table.number,
        table.also,
        LabelCheck(check.by, check.digit, check.of) if check else None,
        table.distinct,
        table.priority,
        table.meanings,
    )


def _part(table: PartTable) -> RulePart:
    least, most = table.span
    kind = table.kind or PartKind.DIGITS
    return RulePart(table.name or "", kind, least, most, table.options, table.optional)
