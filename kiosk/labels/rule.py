"""One form of a carrier's label, as data: its parts in order, and which of them are the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Final

from kiosk.labels.checks import ALPHANUMERIC, CHECKS, DIGITS

LETTERS: Final = ALPHANUMERIC.removeprefix(DIGITS)
_SLOT: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_AS_DIGIT: Final = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
"""Letters that people type for a digit they read."""
_AS_LETTER: Final = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}


class PartKind(StrEnum):
    """The characters of a part."""

    DIGITS = "digits"
    LETTERS = "letters"
    ALPHANUMERIC = "alphanumeric"
    CODABAR = "codabar"
    """Digits and $ : / . + -"""

    @property
    def characters(self) -> str:
        return _CHARACTERS[self]


_CHARACTERS: Final[Mapping[PartKind, str]] = {
    PartKind.DIGITS: DIGITS,
    PartKind.LETTERS: LETTERS,
    PartKind.ALPHANUMERIC: ALPHANUMERIC,
    PartKind.CODABAR: f"{DIGITS}$:/.+-",
}


class CheckFound(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"
    """The form has no check digit, or it was left out of this label."""


@dataclass(frozen=True, slots=True)
class RulePart:
    """`options`: one of these texts; else `least` to `most` characters of `kind`. The name may be empty."""

    name: str = ""
    kind: PartKind = PartKind.DIGITS
    least: int = 1
    most: int = 1
    options: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class LabelCheck:
    """`by`: a name in `checks.CHECKS`; `digit`: the part that it is; `of`: what it is worked out from."""

    by: str
    digit: str
    of: str


@dataclass(frozen=True, slots=True)
class LabelPiece:
    """A part of a label as it was read; `meaning` is empty where the carrier's file has none."""

    name: str
    text: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class LabelReading:
    """A label as one rule takes it apart.

    `number` is what people read, and `also` are other spellings of it; both empty where the form holds none.
    `expected`: the check digit that would be right, where one is wrong. `counts`: whether the number may be
    taken for a parcel's: not where a check digit that is no part of it says that the whole was misread.
    """

    carrier: str
    rule: str
    number: str
    also: tuple[str, ...] = ()
    pieces: tuple[LabelPiece, ...] = ()
    check: CheckFound = CheckFound.NONE
    by: str = ""
    expected: str = ""
    distinct: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class LabelRule:
    """`number`, `also` and the check's `of` are texts with `{part}` in them.

    `distinct`: nobody else's labels look so. `priority`: 1 to 100; of several that fit, the highest is first.
    `meanings`: by part, what its values mean.
    """

    name: str
    parts: tuple[RulePart, ...]
    number: str = "{number}"
    also: tuple[str, ...] = ()
    check: LabelCheck | None = None
    distinct: bool = False
    priority: int = 50
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _shape: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shape", _shape_of(self.parts))

    def read(self, text: str, carrier: str) -> LabelReading | None:
        """`text` in capitals and without spaces, taken apart; None where it is of another form."""
        found = self._shape.fullmatch(text)
        if found is None:
            return None
        values = self._values(found)
        check, expected = self._checked(values)
        sure = check is not CheckFound.WRONG or self.check is None or self.check.digit in slots(self.number)
        return LabelReading(
            carrier,
            self.name,
            filled(self.number, values),
            tuple(filled(each, values) for each in self.also),
            tuple(self._pieces(values)),
            check,
            self.check.by if self.check and check is not CheckFound.NONE else "",
            expected,
            self.distinct,
            sure,
        )

    def nearly(self, text: str) -> str:
        """`text` with digits for the letters that look like them, and the other way round, where that makes
        it a label of this form whose check digit isn't wrong; empty where not, or where nothing was changed.

        Where letters may stand as well as digits, only a check digit can tell which was meant.
        """
        found = _shape_alike(self.parts).fullmatch(text)
        if found is None:
            return ""
        for digits_for_letters in (False, True):
            changed = "".join(
                _corrected(part, found[number], digits_for_letters=digits_for_letters)
                for number, part in enumerate(self.parts, 1)
                if found[number] is not None
            )
            read = self.read(changed, "") if changed != text else None
            unsure = CheckFound.NONE if not digits_for_letters else CheckFound.RIGHT
            if read and read.check in {CheckFound.RIGHT, unsure}:
                return changed
        return ""

    def _values(self, found: re.Match[str]) -> dict[str, str]:
        return {part.name: found[number] or "" for number, part in enumerate(self.parts, 1) if part.name}

    def _checked(self, values: Mapping[str, str]) -> tuple[CheckFound, str]:
        if self.check is None or not values[self.check.digit]:
            return CheckFound.NONE, ""
        expected = CHECKS[self.check.by].work_out(filled(self.check.of, values))
        if values[self.check.digit] == expected:
            return CheckFound.RIGHT, ""
        return CheckFound.WRONG, expected

    def _pieces(self, values: Mapping[str, str]) -> Iterator[LabelPiece]:
        for name, text in values.items():
            if text:
                yield LabelPiece(name, text, self.meanings.get(name, {}).get(text, ""))


def slots(template: str) -> tuple[str, ...]:
    """The parts that a text such as `JD{serial}` asks for."""
    return tuple(_SLOT.findall(template))


def filled(template: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values[slot[1]], template)


def _shape_of(parts: tuple[RulePart, ...]) -> re.Pattern[str]:
    """One group a part, in order."""
    return re.compile("".join(_piece(part, alike=False) for part in parts))


@cache
def _shape_alike(parts: tuple[RulePart, ...]) -> re.Pattern[str]:
    """The same with characters that look like those that are wanted; few texts need it."""
    return re.compile("".join(_piece(part, alike=True) for part in parts))


def _piece(part: RulePart, *, alike: bool) -> str:
    if part.options:
        # The longest first: `fullmatch` would find its way all the same, and this is shorter.
        options = sorted(part.options, key=len, reverse=True)
        inner = "|".join("".join(_any(_like(c) if alike else c) for c in option) for option in options)
    else:
        several = part.kind.characters
        if alike:
            several = "".join(dict.fromkeys(chain.from_iterable(map(_like, several))))
        inner = f"{_any(several)}{{{part.least},{part.most}}}"
    return f"({inner}){'?' if part.optional else ''}"


def _any(characters: str) -> str:
    return f"[{re.escape(characters)}]" if len(characters) > 1 else re.escape(characters)


def _like(character: str) -> str:
    """The character itself, and those that are typed for it."""
    letters = (letter for letter, digit in _AS_DIGIT.items() if digit == character)
    digits = (digit for digit, letter in _AS_LETTER.items() if letter == character)
    return "".join(dict.fromkeys((character, *letters, *digits)))


def _corrected(part: RulePart, text: str, *, digits_for_letters: bool) -> str:
    for option in part.options:
        if len(option) == len(text) and all(c in _like(o) for o, c in zip(option, text, strict=True)):
            return option
    match part.kind:
        case PartKind.DIGITS | PartKind.CODABAR:
            return "".join(_AS_DIGIT.get(c, c) for c in text)
        case PartKind.LETTERS:
            return "".join(_AS_LETTER.get(c, c) for c in text)
        case PartKind.ALPHANUMERIC:
            return "".join(_AS_DIGIT.get(c, c) for c in text) if digits_for_letters else text
