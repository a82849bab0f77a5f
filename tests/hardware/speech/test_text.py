"""Texts for a voice: nothing in them is an order, and each word has a voice that can read it."""

from __future__ import annotations

import pytest

from hardware.speech.text import LONGEST, PIECE, SpokenPiece, characters, pieces, plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Door 12 is open.", "Door 12 is open."),
        ("a\x00b\x01c\x1b[2J\r\nd", "a b c [2J d"),
        ("[[h@l'oU]] there", "[ [h@l'oU] ] there"),
        ("[[[[deep", "[ [ [ [deep"),
        ("<speak>no</speak>", "<speak>no</speak>"),
        ("left\u202eright\u2066\ufeff", "leftright"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800 \ue000 \uffff", ""),
        ("  many \t\u2028 blanks ", "many blanks"),
    ],
)
def test_a_text_is_plain(text: str, said: str) -> None:
    assert plain(text) == said


def test_a_text_is_cut_at_ends_of_sentences_then_at_blanks_then_anywhere() -> None:
    sentences = "This is a sentence of some length. " * 20
    parts = [piece.text for piece in pieces(sentences, "en")]
    assert all(len(part) <= PIECE and part.endswith(".") for part in parts)
    assert " ".join(parts) == sentences.strip()
    words = [piece.text for piece in pieces("word " * 200, "en")]
    assert all(len(part) <= PIECE and part.endswith("word") for part in words)
    assert [len(piece.text) for piece in pieces("x" * 100_000, "en")] == [PIECE] * 16 + [LONGEST - 16 * PIECE]


def test_a_short_text_stays_in_one_piece() -> None:
    assert list(pieces("Take it. Close the door.", "en")) == [SpokenPiece("Take it. Close the door.", "en")]
    assert list(pieces(" \x00 ", "en")) == []


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "Parcel of محمد علي and Ivan",
            "en",
            [("Parcel of", "en"), ("محمد علي", "ar"), ("and Ivan", "en")],
        ),
        ("افتح الباب 12 DHL", "ar", [("افتح الباب 12 DHL", "ar")]),
        ("در باز است", "fa", [("در باز است", "fa")]),
        ("Открыто", "uk-UA", [("Открыто", "uk-UA")]),
        ("An Ольга 12", "de", [("An", "de"), ("Ольга", "ru"), ("12", "de")]),
        ("Łódź", "pl", [("Łódź", "pl")]),
        ("李さん", "en", [("李さん", "zh")]),
    ],
)
def test_a_word_goes_to_a_voice_of_its_script(text: str, language: str, said: list[tuple[str, str]]) -> None:
    assert [(piece.text, piece.language) for piece in pieces(text, language)] == said


def test_characters_are_counted_as_somebody_sees_them() -> None:
    assert characters("5779 3065") == 8
    assert characters("e\u0301") == 1
    assert characters("नि") == 2
    assert characters("\x00\u202e") == 0
