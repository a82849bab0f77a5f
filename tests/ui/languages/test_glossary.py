"""The terms of each language's glossary against its catalog: one word a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT

LOCALES = ROOT / "locales"
CODES = sorted(path.parent.name for path in LOCALES.glob("*/glossary.md"))
_TERMS = 40
_SHORT = 4
"""Words of a title or a button, in which nothing stands for a name."""
_MOSTLY = 0.75
"""In sentences a pronoun may stand for a name that was said before."""


@dataclass(frozen=True, slots=True)
class Term:
    english: str
    theirs: tuple[str, ...]
    never: tuple[str, ...]

    def is_in(self, source: str) -> bool:
        plural = self.english.removesuffix("s")
        return re.search(rf"\b{plural}(?:s|es)?\b(?!-)", source, re.IGNORECASE) is not None

    def is_said(self, text: str) -> bool:
        return any(stem.casefold() in text.casefold() for stem in self.theirs)


def terms(code: str) -> tuple[Term, ...]:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]*)\|",
        (LOCALES / code / "glossary.md").read_text("utf-8"),
        re.MULTILINE,
    )
    split = [[part.strip() for part in row] for row in rows if row[0] != "English"]
    return tuple(
        Term(english, _words(theirs), _words(never)) for english, theirs, never in split if english[0] != "-"
    )


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip())


def _said(message: Message) -> Iterator[str]:
    """Each form, without the marks over and under Arabic letters."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    for form in forms:
        yield re.sub("[\u064b-\u0652]", "", str(form))


@cache
def _catalog(code: str) -> list[tuple[str, str]]:
    """English and theirs, a pair a form; texts that are still missing stay out."""
    with (LOCALES / code / "LC_MESSAGES" / "cubby.po").open("rb") as file:
        read = read_po(file, locale=code)
    return [
        (str(message.id[0] if isinstance(message.id, tuple) else message.id), said)
        for message in read
        if message.id
        for said in _said(message)
        if said
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_glossary_has_forty_terms_that_the_catalog_uses(code: str) -> None:
    listed = terms(code)
    assert len({term.english for term in listed}) == len(listed) >= _TERMS
    sources = {source for source, _ in _catalog(code)}
    assert [term.english for term in listed if not any(map(term.is_in, sources))] == []


@pytest.mark.parametrize("code", CODES)
def test_titles_and_buttons_say_the_term(code: str) -> None:
    wrong = [
        f"{term.english}: {source!r} is {text!r}, and the glossary says {', '.join(term.theirs)}"
        for term in terms(code)
        for source, text in _catalog(code)
        if len(source.split()) <= _SHORT and term.is_in(source) and not term.is_said(text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", CODES)
def test_sentences_mostly_say_the_term(code: str) -> None:
    pairs = _catalog(code)
    for term in terms(code):
        said = [(term.is_said(text), source, text) for source, text in pairs if term.is_in(source)]
        right = sum(good for good, *_ in said)
        missed = [f"{source!r} is {text!r}" for good, source, text in said if not good]
        assert right >= _MOSTLY * len(said), "\n".join((term.english, *missed))


@pytest.mark.parametrize("code", CODES)
def test_words_that_are_not_used_stand_nowhere(code: str) -> None:
    wrong = [
        f"{word!r} in {text!r}"
        for term in terms(code)
        for word in term.never
        for _, text in _catalog(code)
        if re.search(rf"(?<!\w){word}", text, re.IGNORECASE)
    ]
    assert not wrong, "\n".join(wrong)
