"""How a service file writes its values: times, amounts, who, one of some words, texts for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, Field, PlainValidator

from kiosk.custody.money.currencies import AMOUNT, money
from kiosk.custody.services.rules import (
    AmountFrom,
    EvidenceKind,
    EvidenceRule,
    Money,
    Selector,
    SelectorKind,
    SizePrice,
    Span,
    SpanUnit,
)
from kiosk.site.problems import nearest, offered

WHO: Final = "role:NAME, person:SLOT, group:NAME, anyone, holder or depositor"
SPAN: Final = 'a time such as "45 min", "48 h", "3 days" or "5 open-days"'

_WORD: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NAMED: Final = frozenset({SelectorKind.ROLE, SelectorKind.PERSON, SelectorKind.GROUP})
_ALONE: Final = frozenset({SelectorKind.ANYONE, SelectorKind.HOLDER, SelectorKind.DEPOSITOR})
_SPAN: Final = re.compile(r"([0-9]{1,6}) ?(s|min|h|days?|open-days?)")
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600}
_LONGEST: Final = 3660 * 86_400

Word = TypeVar("Word", bound=StrEnum)


def one_of(words: Iterable[Word]) -> PlainValidator:
    """Takes one of these words, and says which was probably meant."""
    known: Mapping[str, Word] = {str(word): word for word in words}

    def read(value: object) -> Word:
        if isinstance(value, str) and value in known:
            return known[value]
        raise ValueError(f"one of {offered(value if isinstance(value, str) else '', known)}")

    return PlainValidator(read)


def _name(value: object) -> str:
    if isinstance(value, str) and _WORD.fullmatch(value):
        return value
    raise ValueError("a name of small letters, digits and -, at most 40 of them")


def _selector(value: object) -> Selector:
    if isinstance(value, str):
        kind, colon, name = value.partition(":")
        if kind in _NAMED and _WORD.fullmatch(name):
            return Selector(SelectorKind(kind), name)
        if kind in _ALONE and not colon:
            return Selector(SelectorKind(kind))
        guess = "" if colon else nearest(kind, [*_ALONE, *_NAMED])
        raise ValueError(f"{WHO}{guess}")
    raise ValueError(WHO)


def _span(value: object) -> Span:
    """A number alone is seconds, as in a site file."""
    span: Span | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        span = Span(value)
    elif isinstance(value, str) and (told := _SPAN.fullmatch(value)):
        unit = _SECONDS.get(told[2])
        days = SpanUnit.OPEN_DAYS if told[2].startswith("open") else SpanUnit.DAYS
        span = Span(int(told[1]), days) if unit is None else Span(int(told[1]) * unit)
    if span is None:
        raise ValueError(SPAN)
    if not 0 < span.n * (1 if span.unit is SpanUnit.SECONDS else 86_400) <= _LONGEST:
        raise ValueError("a time of more than nothing and at most ten years")
    return span


def _amount(value: object) -> Money | AmountFrom | tuple[SizePrice, ...]:
    if isinstance(value, dict) and value:
        return tuple(SizePrice(size, _of_size(size, said)) for size, said in sorted(value.items()))
    if isinstance(value, str):
        if value in list(AmountFrom):
            return AmountFrom(value)
        try:
            return money(value)
        except ValueError as refusal:
            if str(refusal) != AMOUNT:
                raise
            raise ValueError(f'{refusal}, one for each size, "order" or "offer"') from None
    raise ValueError(f'{AMOUNT}, one for each size, "order" or "offer"')


def _of_size(size: str, said: object) -> Money:
    try:
        return money(said)
    except ValueError as refusal:
        raise ValueError(f"for size {size} {refusal}") from None


def _evidence(value: object) -> EvidenceRule:
    word = value if isinstance(value, str) else ""
    kind = word.removesuffix("?")
    if kind not in list(EvidenceKind):
        raise ValueError(f'one of {offered(kind, EvidenceKind)}, each with "?" where not all machines can')
    return EvidenceRule(EvidenceKind(kind), where_possible=word.endswith("?"))


def _plain(*, lines: bool) -> Callable[[str], str]:
    """Text that people read as it is: no signs that can't be seen, no markup."""

    def read(text: str) -> str:
        seen = text.replace("\n", " ") if lines else text
        if not seen.strip() or not seen.isprintable():
            raise ValueError(
                f"a text {'' if lines else 'on one line, '}without signs that can't be seen".strip()
            )
        if "<" in text:
            raise ValueError('a text without markup or "<"; it is shown as it is written')
        return text.strip()

    return read


ServiceWord = Annotated[str, PlainValidator(_name)]
"""The name of a step, a thing, a charge, an answer."""
Who = Annotated[Selector, PlainValidator(_selector)]
SpanSaid = Annotated[Span, PlainValidator(_span)]
AmountSaid = Annotated[Money | AmountFrom | tuple[SizePrice, ...], PlainValidator(_amount)]
EvidenceSaid = Annotated[EvidenceRule, PlainValidator(_evidence)]
Title = Annotated[str, Field(max_length=30), AfterValidator(_plain(lines=False))]
Line = Annotated[str, Field(max_length=160), AfterValidator(_plain(lines=False))]
Lines = Annotated[str, Field(max_length=6000), AfterValidator(_plain(lines=True))]
