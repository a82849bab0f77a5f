"""Real barcodes in pictures and films are read by the machine's own way of looking."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.command import codes_in
from hardware.vision.codes.decoders import View, look
from tests.helpers.labels import (
    code_picture,
    empty_picture,
    label_picture,
    save,
    save_film,
    two_labels_picture,
)
from tests.helpers.length import LONG
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
    for seed in range(2 if LONG else 1):
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


def drawn(text: str) -> npt.NDArray[np.uint8]:
    """A QR code in black on white, eight pixels a module and four modules of quiet around it."""
    packed = np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image())
    return np.pad(np.repeat(np.repeat(packed, 8, 0), 8, 1), 32, constant_values=255)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize(("ink", "ground"), [(0, 0), (0, 255), (255, 0), (255, 255), (60, 20)])
def test_a_picture_with_a_transparent_ground_is_read(
    ink: int, ground: int, depth: type[np.uint8 | np.uint16], tmp_path: Path
) -> None:
    """`ink` where it is opaque, `ground` what is hidden under the transparency."""
    is_ink = drawn("CUBBY:ABC") == 0
    grown = np.iinfo(depth).max // 255
    picture = np.full((*is_ink.shape, 4), ground, depth)
    picture[..., 3] = 0
    picture[is_ink] = ink
    picture[is_ink, 3] = 255
    cv2.imwrite(str(tmp_path / "clear.png"), np.asarray(picture * depth(grown), depth))
    assert read(tmp_path / "clear.png") == [("qr", "CUBBY:ABC")]


def test_a_half_transparent_picture_is_read_too(tmp_path: Path) -> None:
    picture = np.zeros((*drawn("CUBBY:ABC").shape, 4), np.uint8)
    picture[..., 3] = np.where(drawn("CUBBY:ABC") == 0, 160, 20)
    cv2.imwrite(str(tmp_path / "veil.webp"), picture, [cv2.IMWRITE_WEBP_QUALITY, 101])
    assert read(tmp_path / "veil.webp") == [("qr", "CUBBY:ABC")]


@pytest.mark.parametrize("length", [600, 2000])
def test_a_long_qr_code_is_read_whole(length: int, tmp_path: Path) -> None:
    text = "".join(chr(65 + n * n % 26) for n in range(length))
    cv2.imwrite(str(tmp_path / "long.png"), drawn(text))
    assert read(tmp_path / "long.png") == [("qr", text)]


@pytest.mark.parametrize("seed", [16, 31])
def test_a_worn_qr_code_that_only_the_second_decoder_reads_is_read(seed: int, tmp_path: Path) -> None:
    """A corner is worn off, the picture is blurred along a line, and the light falls off to one side."""
    rng = np.random.default_rng(seed)
    picture = drawn("CUBBY:ABCDEFGHIJKLMNOPQRSTUVWX23")
    top, left = rng.integers(24, 90, 2)
    side = int(rng.integers(8, 36))
    picture[top : top + side, left : left + side] = 255
    picture = np.asarray(cv2.blur(picture, (int(rng.integers(4, 16)), 1)), np.uint8)
    light = np.linspace(1.0, rng.uniform(0.1, 0.6), picture.shape[1])
    gray = np.asarray(picture * light, np.uint8)
    assert not [view for view in (View.STRAIGHT, View.TURNED, View.COARSE) if look(gray, view)]
    cv2.imwrite(str(tmp_path / "worn.png"), gray)
    assert read(tmp_path / "worn.png") == [("qr", "CUBBY:ABCDEFGHIJKLMNOPQRSTUVWX23")]
