"""An interleaved code is taken as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.command import codes_in
from hardware.vision.codes.strips import Strips, strips_of
from tests.helpers.labels import Picture, code_picture, save

WHOLE, PART = "57551851", "551851"
ITF = zxingcpp.BarcodeFormat.ITF


def printed(text: str, symbology: Symbology = Symbology.ITF) -> Picture:
    """The bare code on white paper."""
    return np.asarray(np.pad(code_picture(text, symbology), 40, constant_values=255), np.uint8)


def turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderValue=(255,)), np.uint8)


def seen_by_a_decoder(picture: Picture) -> list[tuple[str, Strips]]:
    """All that zxing-cpp alone takes for interleaved codes, and what their strips say."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([ITF]))
    sights = []
    for code in found:
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        a, b, c, d = ((float(corner.x), float(corner.y)) for corner in corners)
        sights.append((code.text, strips_of(picture, code.text, ITF, (a, b, c, d))))
    return sights


@pytest.mark.parametrize("degrees", [0.0, 8.0, 90.0, 180.0, 260.0])
def test_the_whole_code_is_proven_at_any_angle(degrees: float) -> None:
    size = 500
    paper = np.full((size, size), 255, np.uint8)
    code = code_picture(WHOLE, Symbology.ITF)
    top, left = (size - code.shape[0]) // 2, (size - code.shape[1]) // 2
    paper[top : top + code.shape[0], left : left + code.shape[1]] = code
    proven = [text for text, strips in seen_by_a_decoder(turned(paper, degrees)) if strips.prove_it]
    assert proven == [WHOLE]


def test_a_part_of_a_code_is_not_proven() -> None:
    """Where its upper part is torn off aslant, a decoder's level lines find a shorter code."""
    cut = printed("2664507033005326")
    height, width = cut.shape
    parts = 0
    for left in range(0, width, 6):
        torn = cut.copy()
        corners = [[0, 0], [left, 0], [left + height // 2, height], [0, height]]
        cv2.fillPoly(torn, [np.array(corners)], (255,))
        for text, strips in seen_by_a_decoder(torn):
            if len(text) < 16:
                parts += 1
                assert not strips.prove_it
    assert parts


def test_where_there_are_no_bars_nothing_is_proven() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 300)).astype(np.uint8)
    outline = ((50.0, 50.0), (250.0, 50.0), (250.0, 150.0), (50.0, 150.0))
    for picture in (noise, np.full((200, 300), 128, np.uint8)):
        assert not strips_of(picture, PART, ITF, outline).prove_it
    nowhere = ((900.0, 900.0),) * 4
    assert strips_of(noise, PART, ITF, nowhere) == Strips()


@pytest.mark.parametrize("text", ["0829220875", "123456", "12345678901234567890", "00012345678905"])
def test_any_length_is_read(text: str, tmp_path: Path) -> None:
    symbology = "itf14" if len(text) == 14 else "itf"
    (code,) = codes_in(save(printed(text), tmp_path / "label.png"))
    assert (code.format, code.text) == (symbology, text)


def test_fourteen_digits_with_another_check_digit_are_no_itf14(tmp_path: Path) -> None:
    (code,) = codes_in(save(printed("00012345678904"), tmp_path / "label.png"))
    assert code.format == "itf"


def test_four_digits_are_none(tmp_path: Path) -> None:
    assert codes_in(save(printed("1234"), tmp_path / "label.png")) == []
