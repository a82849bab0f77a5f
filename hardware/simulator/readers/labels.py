"""Pictures of labels and phones as a kiosk's camera sees them: real barcodes, tilted, soft and noisy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.symbologies import FORMATS

Picture = npt.NDArray[np.uint8]
"""Height x width x 3, blue, green, red."""

SCENE = 720, 1280
_CARD = 560, 840


@dataclass(frozen=True, slots=True)
class Shot:
    """How a thing is held: tilt as the share of its edge that leans away, turn in degrees, blur in pixels,
    noise in grey levels (standard deviation)."""

    tilt: float = 0.06
    turn: float = 7.0
    blur: float = 0.9
    noise: float = 6.0


def label_picture(text: str, symbology: Symbology, *, look: Shot = Shot(), seed: int = 0) -> Picture:
    """A paper label (a phone for `QR`) with `text` as a barcode, held before a camera of 1280 x 720.

    The same `seed` gives the same picture. Raises ValueError for a text that the symbology can't hold and for
    `Symbology.UNKNOWN`.
    """
    chance = np.random.default_rng(seed)
    card = _phone(text) if symbology is Symbology.QR else _paper(text, symbology)
    return _seen(_held(card, look, chance), look, chance)


def _code(text: str, symbology: Symbology, most: tuple[int, int]) -> Picture:
    """The bare barcode with its quiet zone, whole pixels a module, at most `most` wide and high."""
    if symbology not in FORMATS:
        raise ValueError("there is no picture of an unknown kind of code")
    barcode: Any = zxingcpp.create_barcode(text, FORMATS[symbology])
    for scale in range(12, 0, -1):
        picture = np.asarray(barcode.to_image(scale=scale, add_quiet_zones=True), np.uint8)
        if picture.shape[1] <= most[0] and picture.shape[0] <= most[1]:
            break
    return picture[: most[1], : most[0]]


def _paper(text: str, symbology: Symbology) -> Picture:
    height, width = _CARD
    card = np.full((height, width), 244, np.uint8)
    cv2.rectangle(card, (14, 14), (width - 15, height - 15), (60,), 2)
    cv2.line(card, (14, 190), (width - 15, 190), (60,), 2)
    for line, length in ((70, 300), (105, 230), (140, 260)):
        cv2.line(card, (50, line), (50 + length, line), (90,), 9)
    cv2.rectangle(card, (width - 170, 50), (width - 60, 150), (40,), 5)
    code = _code(text, symbology, (width - 60, 240))
    if symbology is not Symbology.DATAMATRIX and code.shape[0] < 200:
        code = np.repeat(code, max(1, 200 // code.shape[0]), axis=0)
    _lay(card, code, (width - code.shape[1]) // 2, 215)
    _write(card, text, height - 60)
    return _coloured(card)


def _phone(text: str) -> Picture:
    height, width = 660, 400
    card = np.full((height, width), 28, np.uint8)
    cv2.rectangle(card, (18, 40), (width - 19, height - 41), (250,), -1)
    code = _code(text, Symbology.QR, (width - 40, width - 40))
    _lay(card, code, (width - code.shape[1]) // 2, (height - code.shape[0]) // 2)
    return _coloured(card)


def _lay(card: Picture, code: Picture, left: int, top: int) -> None:
    height, width = code.shape
    card[top : top + height, left : left + width] = code


def _write(card: Picture, text: str, baseline: int) -> None:
    shown = text if len(text) <= 32 else f"{text[:29]}..."
    shown = shown.encode("ascii", "replace").decode()
    (width, _), _ = cv2.getTextSize(shown, cv2.FONT_HERSHEY_SIMPLEX, 1.1, 2)
    left = max(30, (card.shape[1] - width) // 2)
    cv2.putText(card, shown, (left, baseline), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (30,), 2, cv2.LINE_AA)


def _coloured(card: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(card, cv2.COLOR_GRAY2BGR), np.uint8)


def _held(card: Picture, look: Shot, chance: np.random.Generator) -> Picture:
    """The card in the scene, in perspective."""
    scene = _background(chance)
    height, width = card.shape[:2]
    rows, columns = SCENE
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    angle = np.deg2rad(look.turn * chance.uniform(0.6, 1.0) * chance.choice((-1, 1)))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = (corners - (width / 2, height / 2)) @ turn.T
    lean = look.tilt * chance.uniform(0.6, 1.0)
    placed[[0, 3]] *= 1 - lean
    placed += (columns / 2 + chance.uniform(-40, 40), rows / 2 + chance.uniform(-15, 15))
    warp = cv2.getPerspectiveTransform(corners, placed.astype(np.float32))
    on_scene = cv2.warpPerspective(card, warp, (columns, rows), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), warp, (columns, rows))
    return np.asarray(np.where(mask[..., None] > 127, on_scene, scene), np.uint8)


def _background(chance: np.random.Generator) -> Picture:
    """A street behind a hand, far out of focus."""
    coarse = chance.integers(70, 150, (6, 10, 3), dtype=np.uint8)
    rows, columns = SCENE
    return np.asarray(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC), np.uint8)


def _seen(scene: Picture, look: Shot, chance: np.random.Generator) -> Picture:
    soft = cv2.GaussianBlur(scene, (0, 0), look.blur) if look.blur > 0 else scene
    light = np.linspace(1.05, 0.8, SCENE[1], dtype=np.float32)[None, :, None]
    grain = chance.normal(0.0, look.noise, scene.shape).astype(np.float32)
    return np.asarray(np.clip(soft * light + grain, 0, 255), np.uint8)
