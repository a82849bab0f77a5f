"""Phrases of receipts in the language that the screen speaks, for a thread that is not Qt's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ui.languages import chain
from ui.translator import LOCALES, load

CONTEXT: Final = "Receipt"


def in_language(code: str, phrase: str, folder: Path = LOCALES) -> str:
    """The phrase as the catalogs have it, else as it is written in the source."""
    for one in chain(code):
        catalog = load(folder, one)
        text = catalog.pgettext(CONTEXT, phrase) if catalog is not None else ""
        if text:
            return text
    return phrase


def speaking(language: Callable[[], str]) -> Callable[[str], str]:
    """`language` is asked at each phrase, and may be asked in any thread."""
    return lambda phrase: in_language(language(), phrase)
