"""Texts as a voice may have them: plain, in short pieces, each in a language that its letters belong to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 4_000
"""Characters of a phrase; what is beyond is not said."""
PIECE: Final = 240
"""Characters at most that a voice has at once: soon there, soon stopped."""
_JOINERS: Final = "\u200c\u200d"  # Persian and Indian words need them
_NOT_SPOKEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARK: Final = re.compile(r"\[(?=\[)|\](?=\])")
_SENTENCE: Final = re.compile(r"[.!?;:…؟؛。！？،,](?=\s)|\s")
_ENOUGH: Final = PIECE // 2

# What a voice would spell: whole words in letters of another script are for a voice of that script.
_SCRIPTS: Final = {
    "ARABIC": ("ar", frozenset({"ar", "fa", "ur", "ps", "ku", "ug", "sd"})),
    "HEBREW": ("he", frozenset({"he", "yi"})),
    "GREEK": ("el", frozenset({"el", "grc"})),
    "CYRILLIC": ("ru", frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tt", "ba", "mn"})),
    "DEVANAGARI": ("hi", frozenset({"hi", "mr", "ne", "kok"})),
    "BENGALI": ("bn", frozenset({"bn", "as", "bpy"})),
    "CJK": ("zh", frozenset({"zh", "ja", "yue", "hak", "cmn"})),
    "HIRAGANA": ("ja", frozenset({"ja"})),
    "KATAKANA": ("ja", frozenset({"ja"})),
    "HANGUL": ("ko", frozenset({"ko"})),
    "THAI": ("th", frozenset({"th"})),
    "GEORGIAN": ("ka", frozenset({"ka"})),
    "ARMENIAN": ("hy", frozenset({"hy", "hyw"})),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """So much of a phrase as is made into sound at once."""

    text: str
    language: str


def plain(text: str) -> str:
    """Without what is no letter, sign or blank, and without what a synthesizer would take for an order.

    espeak-ng takes `[[...]]` for phonemes and control characters for commands; `<...>` is read as text.
    """
    kept = "".join(
        character
        if character in _JOINERS or unicodedata.category(character) not in _NOT_SPOKEN
        else ("" if unicodedata.category(character) == "Cf" else " ")
        for character in text[:LONGEST]
    )
    return " ".join(_MARK.sub(lambda found: f"{found[0]} ", kept).split())


def pieces(text: str, language: str) -> Iterator[SpokenPiece]:
    """A phrase in the order in which it is said; none where there is nothing to say."""
    for run in _runs(plain(text), language):
        for part in _short(run.text):
            if part.strip():
                yield SpokenPiece(part.strip(), run.language)


def characters(text: str) -> int:
    """How many characters somebody would count who sees them hidden: blanks are none."""
    return sum(
        not character.isspace() and not unicodedata.combining(character)
        for character in unicodedata.normalize("NFC", plain(text))
    )


def _runs(text: str, language: str) -> Iterator[SpokenPiece]:
    """A word whose letters are of a script that `language` doesn't use goes to that script's language."""
    base = language.split("-", maxsplit=1)[0].lower()
    words: list[str] = []
    spoken = language
    for word in text.split():
        wanted = _language_of(word, base)
        now = wanted or language
        if now != spoken and words:
            yield SpokenPiece(" ".join(words), spoken)
            words = []
        spoken = now
        words.append(word)
    if words:
        yield SpokenPiece(" ".join(words), spoken)


def _language_of(word: str, base: str) -> str | None:
    """None: the phrase's own."""
    for character in word:
        if character.isalpha():
            script = unicodedata.name(character, "").split(" ")[0].split("-")[0]
            if script in _SCRIPTS and base not in _SCRIPTS[script][1]:
                return _SCRIPTS[script][0]
            return None
    return None


def _short(text: str) -> Iterator[str]:
    """Cut after the last sentence that fits, else at the last blank, else anywhere."""
    while len(text) > PIECE:
        ends = [found.end() for found in _SENTENCE.finditer(text, 0, PIECE + 1) if found.end() >= _ENOUGH]
        signs = [end for end in ends if not text[end - 1].isspace()]
        end = (signs or ends or [PIECE])[-1]
        yield text[:end]
        text = text[end:]
    yield text
