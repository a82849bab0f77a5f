"""espeak-ng as a voice: which it has, which it takes for a language, and what a site may choose."""

from __future__ import annotations

import pytest

from hardware.speech.sound.samples import RATE
from hardware.speech.turn import SpeechTurn
from hardware.speech.voices.espeak import EspeakNg, table
from hardware.speech.voices.voice import VoiceLost

LISTED = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)
 5  fr-fr           --/M      French_(France)    roa/fr               (fr 5)
 5  pt              --/M      Portuguese_(Portugal) roa/pt               (pt-pt 5)
 5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR            (pt 6)
 5  cmn             --/M      Chinese_(Mandarin) sit/cmn              (zh-cmn 5)(zh 5)
garbage
"""


def test_the_best_voice_of_each_language_is_taken() -> None:
    found = table(LISTED)
    assert found["en"] == found["en-gb"] == "en-gb"
    assert found["fr"] == "fr-fr"
    assert found["pt"] == "pt"
    assert found["zh"] == "cmn"
    assert "garbage" not in found
    assert table("") == {}


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "en-gb"),
        ("en-US", "en-us"),
        ("en_AU", "en-gb"),
        ("pt-BR", "pt-br"),
        ("zh-Hans-CN", "cmn"),
        ("nb", "nb"),
        ("x-none", None),
        ("", None),
        ("-v", None),
    ],
)
def test_a_language_falls_back_to_its_broader_one(language: str, name: str | None) -> None:
    assert EspeakNg().name_of(language, SpeechTurn()) == name


def test_a_site_chooses_a_voice() -> None:
    voice = EspeakNg({"en": "en-us+f3"})
    assert voice.name_of("en-GB", SpeechTurn()) == "en-gb"
    assert voice.name_of("en", SpeechTurn()) == "en-us+f3"
    usual = EspeakNg().speak("Good morning", "en-us", 1.0, SpeechTurn())
    assert voice.speak("Good morning", "en-us+f3", 1.0, SpeechTurn()) != usual


def test_a_voice_that_is_missing_is_told() -> None:
    with pytest.raises(VoiceLost, match="The specified espeak-ng voice does not exist"):
        EspeakNg().speak("Good morning", "none-such", 1.0, SpeechTurn())


def test_twice_as_fast_is_about_half_as_long() -> None:
    slow, usual, fast = (
        len(EspeakNg().speak("Door twelve is open.", "en-gb", speed, SpeechTurn()))
        for speed in (0.5, 1.0, 2.0)
    )
    assert slow > 1.5 * usual > 1.5 * RATE / 2
    assert fast < 0.75 * usual


def test_a_turn_that_is_over_says_nothing() -> None:
    turn = SpeechTurn()
    turn.stop()
    assert len(EspeakNg().speak("Good morning", "en-gb", 1.0, turn)) == 0
