"""The phrases of receipts speak the language that the screen speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.visits.receipts.slips import Phrase
from ui.receipt_words import in_language, speaking
from ui.translator import LOCALES


@pytest.mark.parametrize("code", ["de", "pl", "ar"])
def test_every_phrase_is_translated(code: str) -> None:
    assert all(in_language(code, phrase) not in ("", phrase.value) for phrase in Phrase)


def test_english_and_unknown_languages_say_it_as_it_is_written() -> None:
    assert in_language("en", Phrase.TITLE) == "Receipt"
    assert in_language("xx", Phrase.TITLE) == "Receipt"
    assert in_language("de", "no such phrase") == "no such phrase"


def test_a_region_speaks_its_language() -> None:
    assert in_language("de-AT", Phrase.TITLE) == in_language("de", Phrase.TITLE) == "Beleg"


def test_a_folder_without_catalogs_is_no_fault(tmp_path: Path) -> None:
    assert in_language("de", Phrase.TITLE, tmp_path) == "Receipt"
    assert LOCALES.exists()


def test_the_language_is_the_one_of_the_moment() -> None:
    spoken = ["en"]
    say = speaking(lambda: spoken[-1])
    assert say(Phrase.VISIT) == "Visit"
    spoken.append("de")
    assert say(Phrase.VISIT) == "Besuch"
