"""Real barcodes in pictures and films are read by the machine's own way of looking."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.outcomes import Symbology
from hardware.vision.decoders import View, look
from hardware.vision.read_codes import codes_in
from tests.helpers.labels import (
    code_picture,
    empty_picture,
    label_picture,
    save,
    save_film,
    two_labels_picture,
)
from tests.helpers.measuring import measuring

LABELS = [
    ("JJD000390007882912345", Symbology.CODE128),
    ("CUBBY:ABCDEFGHIJKLMNOPQRSTUVWX23", Symbology.QR),
    ("AB12-345", Symbology.CODE39),
    ("4006381333931", Symbology.EAN13),
    ("00012345678905", Symbology.ITF14),
    ("CUBBY:ABCDEFGHIJKLMNOPQRSTUVWX23", Symbology.DATAMATRIX),
    ("0829220875", Symbology.ITF),
    ("A12345678D", Symbology.CODABAR),
    ("AB12-345", Symbology.CODE93),
    ("96385074", Symbology.EAN8),
    ("CUBBY:ABC", Symbology.AZTEC),
    ("CUBBY:ABC", Symbology.PDF417),
]


def read(file: Path) -> list[tuple[str, str]]:
    return [(code.format, code.text) for code in codes_in(file)]


@pytest.mark.parametrize(("text", "symbology"), LABELS)
@pytest.mark.parametrize("angle", [None, 45.0, 90.0])
def test_a_held_label_is_read_at_any_angle(
    text: str, symbology: Symbology, angle: float | None, tmp_path: Path
) -> None:
    for seed in range(2):
        file = save(label_picture(text, symbology, seed, angle=angle), tmp_path / "label.png")
        assert read(file) == [(symbology.value, text)]


def test_a_shipping_unit_keeps_its_application_identifier(tmp_path: Path) -> None:
    picture = label_picture("(00)340434161094042557", Symbology.CODE128, 1, gs1=True)
    assert read(save(picture, tmp_path / "unit.png")) == [("code128", "00340434161094042557")]


def test_two_codes_in_one_picture_are_both_read(tmp_path: Path) -> None:
    picture = two_labels_picture(("JJD0001234", Symbology.CODE128), ("CUBBY:ABC", Symbology.QR), 5)
    found = read(save(picture, tmp_path / "two.png"))
    assert sorted(found) == [("code128", "JJD0001234"), ("qr", "CUBBY:ABC")]


def test_light_on_dark_is_read(tmp_path: Path) -> None:
    file = save(np.asarray(255 - code_picture("CUBBY:ABC", Symbology.QR), np.uint8), tmp_path / "phone.png")
    assert read(file) == [("qr", "CUBBY:ABC")]


def test_a_scene_without_a_label_has_no_code(tmp_path: Path) -> None:
    for seed in range(3):
        assert read(save(empty_picture(seed), tmp_path / "empty.png")) == []


def test_a_film_with_a_moving_label_is_read_once(tmp_path: Path) -> None:
    label = label_picture("JJD0001234", Symbology.CODE128, 2)
    frames = [empty_picture(n) for n in range(3)]
    frames += [np.asarray(np.roll(label, 6 * n, axis=1), np.uint8) for n in range(8)]
    file = save_film(frames, tmp_path / "film.avi")
    assert read(file) == [("code128", "JJD0001234")]


def test_the_outline_lies_around_the_code_in_every_view() -> None:
    gray = cv2.cvtColor(label_picture("CUBBY:ABC", Symbology.QR, 3), cv2.COLOR_BGR2GRAY)
    outlines = [np.array(look(np.asarray(gray, np.uint8), view)[0].outline).mean(axis=0) for view in View]
    for outline in outlines:
        assert np.hypot(*(outline - outlines[0])) < 8


@pytest.fixture
def barcodes() -> Path:
    return measuring("barcodes")


def test_the_measuring_pictures_have_no_wrong_read(barcodes: Path) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for picture in sorted(barcodes.glob("*/*.png")):
        expected = picture.with_suffix(".txt")
        texts = [code.text for code in codes_in(picture)]
        if expected.exists():
            total[picture.parent.name] += 1
            right[picture.parent.name] += texts == [expected.read_bytes().decode()]
            assert texts in ([], [expected.read_bytes().decode()]), picture
        else:
            assert texts == [], picture
    assert total.total() > 50
    assert right == total
