"""Plural rules of the sixteen languages: CLDR's categories, and how gettext chooses among them.

Babel's own table is wrong for six of them. `tests/ui/languages/test_plurals.py` holds each rule against CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PluralRule:
    """`forms`: CLDR's category of each form of a catalog, in the catalog's order; `choose`: C, over the whole
    number `n`, brings the number of the form."""

    forms: tuple[str, ...]
    choose: str

    def __str__(self) -> str:
        """As a catalog's header has it."""
        return f"nplurals={len(self.forms)}; plural={self.choose};"


_ONE: Final = PluralRule(("one", "other"), "(n != 1)")
_MILLIONS: Final = PluralRule(
    ("one", "many", "other"), "(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2)"
)  # a number of millions takes "de": un millón de puertas
_MILLIONS_AND_NONE: Final = PluralRule(
    ("one", "many", "other"), "(n==0 || n==1 ? 0 : n%1000000==0 ? 1 : 2)"
)  # none is counted as one is: 0 porte
_EAST: Final = PluralRule(
    ("one", "few", "many"),
    "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
)

RULES: Final[Mapping[str, PluralRule]] = {
    "ar": PluralRule(
        ("zero", "one", "two", "few", "other", "many"),
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5)",
    ),
    "cs": PluralRule(("one", "few", "other"), "((n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2)"),
    "de": _ONE,
    "en": _ONE,
    "es": _MILLIONS,
    "fr": _MILLIONS_AND_NONE,
    "he": PluralRule(("one", "two", "other"), "(n==1 ? 0 : n==2 ? 1 : 2)"),
    "it": _MILLIONS,
    "nl": _ONE,
    "pl": PluralRule(
        ("one", "few", "many"), "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
    ),
    "pt": _MILLIONS_AND_NONE,
    "ro": PluralRule(("one", "few", "other"), "(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2)"),
    "ru": _EAST,
    "tr": _ONE,
    "uk": _EAST,
    "zh-Hans": PluralRule(("other",), "0"),
}
"""By BCP 47 code. A kind of a language has its rule (`de-AT` that of `de`)."""

_LINE: Final = re.compile(rb'^"Plural-Forms:', re.MULTILINE)
_HEAD: Final = re.compile(rb'\A((?:#.*\n)*msgid ""\nmsgstr ""\n)', re.MULTILINE)


def rule_of(code: str) -> PluralRule | None:
    """None for a language that is none of the sixteen, nor a kind of one."""
    parts = code.replace("_", "-").split("-")
    wider = ("-".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((RULES[one] for one in wider if one in RULES), None)


def with_rule(text: bytes, code: str) -> bytes:
    """A catalog's text with this language's rule in its header, where it has none yet.

    A rule that stands there is kept: its forms were written in its order.
    """
    rule = rule_of(code)
    if rule is None or _LINE.search(text):
        return text
    line = f'"Plural-Forms: {rule}\\n"\n'.encode()
    if _HEAD.search(text):
        return _HEAD.sub(lambda head: head[1] + line, text, count=1)
    return b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n' + line + b"\n" + text
