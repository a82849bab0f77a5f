"""Pictures of labels with real barcodes, as a camera sees them: tilted, blurred, noisy, dark or bright."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.symbologies import FORMATS

Picture = npt.NDArray[np.uint8]

_SQUARE = frozenset({Symbology.QR, Symbology.DATAMATRIX, Symbology.AZTEC})


def code_picture(text: str, symbology: Symbology, *, gs1: bool = False) -> Picture:
    """The bare code with its quiet zones, black on white, three pixels a module."""
    options = {"gs1": True} if gs1 else {}
    code = zxingcpp.create_barcode(text, FORMATS[symbology], **options)
    return np.array(code.to_image(scale=3, add_quiet_zones=True), np.uint8)


def label_picture(
    text: str,
    symbology: Symbology,
    seed: int,
    size: tuple[int, int] = (1280, 720),
    *,
    angle: float | None = None,
    gs1: bool = False,
) -> Picture:
    """A hand-held label before the camera: `size` is width and height; the same for the same seed.

    `angle` in degrees; without it, up to twelve to either side.
    """
    chance = np.random.default_rng(seed)
    card = _card(code_picture(text, symbology, gs1=gs1), chance)
    scene = _scene(size, chance)
    where = _perspective(card, symbology, size, chance, angle)
    laid = cv2.warpPerspective(card, where, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full_like(card, 255), where, size)
    scene = np.where(mask[..., None] > 127, laid[..., None], scene)
    return _photograph(scene.astype(np.float64), chance)


def two_labels_picture(
    one: tuple[str, Symbology], other: tuple[str, Symbology], seed: int, size: tuple[int, int] = (1280, 720)
) -> Picture:
    """Two labels beside each other in one picture."""
    half = size[0] // 2, size[1]
    return np.hstack([label_picture(*one, seed, half), label_picture(*other, seed + 1, half)])


def empty_picture(seed: int, size: tuple[int, int] = (1280, 720)) -> Picture:
    """What the camera sees when nobody holds anything before it."""
    chance = np.random.default_rng(seed)
    return _photograph(_scene(size, chance).astype(np.float64), chance)


def save(picture: Picture, path: Path) -> Path:
    """Write `picture` as a PNG that appears whole at once, as a folder camera likes it."""
    good, data = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    assert good
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(data.tobytes())
    return partial.replace(path)


def save_film(pictures: list[Picture], path: Path, rate: float = 25.0) -> Path:
    """Write `pictures` as a motion JPEG film (`path` ends in .avi)."""
    height, width = pictures[0].shape[:2]
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (width, height))
    assert film.isOpened()
    for picture in pictures:
        film.write(picture)
    film.release()
    return path


def _card(code: Picture, chance: np.random.Generator) -> Picture:
    """The code on a paper label, with lines of small print under it."""
    height, width = code.shape
    card = np.full((height + 140, width + 80), 245, np.uint8)
    card[40 : 40 + height, 40 : 40 + width] = code
    for row in (height + 65, height + 90, height + 115):
        left = 50
        while left < width:
            length = int(chance.integers(8, 40))
            card[row : row + 8, left : min(left + length, width + 20)] = 90
            left += length + 10
    return card


def _scene(size: tuple[int, int], chance: np.random.Generator) -> npt.NDArray[np.uint8]:
    """An out-of-focus room."""
    coarse = chance.integers(30, 200, (9, 16, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _perspective(
    card: Picture,
    symbology: Symbology,
    size: tuple[int, int],
    chance: np.random.Generator,
    angle: float | None,
) -> npt.NDArray[np.float64]:
    height, width = card.shape
    reach = chance.uniform(0.42, 0.55) if symbology in _SQUARE else chance.uniform(0.6, 0.75)
    room = min(size) if symbology in _SQUARE or angle is not None else size[0]
    scale = min(reach * room / width * (1.3 if symbology in _SQUARE else 1.0), 0.85 * size[1] / height)
    turn = np.deg2rad(chance.uniform(-12, 12) if angle is None else angle)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    centred = (corners - [width / 2, height / 2]) * scale
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    laid = centred @ rotation + [size[0] / 2, size[1] / 2]
    laid += chance.uniform(-0.03, 0.03, (4, 2)) * scale * min(width, height)
    return np.asarray(cv2.getPerspectiveTransform(corners, laid.astype(np.float32)), np.float64)


def _photograph(scene: npt.NDArray[np.float64], chance: np.random.Generator) -> Picture:
    """Blur, uneven light, brightness and the noise of a small sensor."""
    width = scene.shape[1]
    seen = cv2.GaussianBlur(scene, (0, 0), chance.uniform(0.5, 1.2))
    light = np.linspace(chance.uniform(0.7, 1.0), 1.0, width)[None, :, None]
    lit = seen * light * chance.uniform(0.6, 1.05) + chance.uniform(0, 20)
    return np.clip(lit + chance.normal(0, chance.uniform(2, 7), scene.shape), 0, 255).astype(np.uint8)
