"""The two decoders, and the views of a frame that they get.

zxing-cpp first; zbar only where zxing-cpp found nothing, and only for what it does better (blurred EAN and
UPC) or as well (QR, some with a damaged corner). zbar's Code 128 and Code 39 have misreads that zxing-cpp
has not.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import Enum
from typing import Any, assert_never

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp
from pyzbar import pyzbar

from hardware.cameras.camera import Gray
from hardware.outcomes.reading import Symbology
from hardware.scanners.text import is_itf14
from hardware.vision.codes.sights import Outline, Sight, passes_checks
from hardware.vision.codes.strips import Strips, strips_of
from hardware.vision.codes.symbologies import FORMATS

Matrix = npt.NDArray[np.float64]

_SYMBOLOGIES = {theirs: ours for ours, theirs in FORMATS.items()}
_ZBAR_TYPES = {"QRCODE": Symbology.QR, "EAN13": Symbology.EAN13, "EAN8": Symbology.EAN8}
_ZBAR_NAMES = {ours: pyzbar.ZBarSymbol[theirs] for theirs, ours in _ZBAR_TYPES.items()}
_ALL = frozenset(FORMATS)

_COARSE_WIDTH = 640
_contrast = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8))


class View(Enum):
    """Ways to decode a frame; the live camera takes them in turn, a frame each."""

    STRAIGHT = "straight"
    TURNED = "turned"  # by 45 degrees: lines tilted by 25 to 65 degrees are read by neither decoder
    COARSE = "coarse"  # 640 pixels wide, its contrast evened out, light on dark too, and zbar
    SECOND = "second"  # straight, by zbar alone, for QR alone: it takes too long (36 ms) for a moving picture


def look(
    frame: Gray, view: View, *, zoom: float = 1.0, formats: AbstractSet[Symbology] = _ALL
) -> list[Sight]:
    """The codes in one view of `frame` that pass the checks of their symbology.

    `zoom` shifts the sampling a little, which makes another view of a picture that stands still.
    """
    matrix, size = _geometry(frame, view, zoom)
    picture = frame
    if matrix[0, 1] != 0:
        picture = _gray(cv2.warpAffine(frame, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(128,)))
    elif size != (frame.shape[1], frame.shape[0]):
        kind = cv2.INTER_AREA if matrix[0, 0] < 1.0 else cv2.INTER_CUBIC
        picture = _gray(cv2.resize(frame, size, interpolation=kind))
    if view is View.COARSE:
        picture = _gray(_contrast.apply(picture))
    sights = _by(picture, view, formats)
    back = cv2.invertAffineTransform(matrix)
    moved = [replace(sight, outline=_moved(sight.outline, back)) for sight in sights]
    return [sight for sight in moved if passes_checks(sight) and _is_whole(frame, sight)]


def _by(picture: Gray, view: View, formats: AbstractSet[Symbology]) -> list[Sight]:
    match view:
        case View.STRAIGHT | View.TURNED:
            return _by_zxing(picture, formats, invert=False)
        case View.COARSE:
            return _by_zxing(picture, formats, invert=True) or _by_zbar(picture, formats)
        case View.SECOND:
            return _by_zbar(picture, formats & {Symbology.QR})
        case _:
            assert_never(view)


def _is_whole(frame: Gray, sight: Sight) -> bool:
    """Whether the whole code can have been read; most kinds say so themselves."""
    match sight.symbology:
        case Symbology.ITF | Symbology.UPCE:
            return _strips(frame, sight).prove_it
        case Symbology.ITF14 | Symbology.EAN8 | Symbology.CODABAR:
            return not _strips(frame, sight).other
        case _:
            return True


def _strips(frame: Gray, sight: Sight) -> Strips:
    return strips_of(frame, sight.text, FORMATS[sight.symbology], sight.outline)


def _geometry(frame: Gray, view: View, zoom: float) -> tuple[Matrix, tuple[int, int]]:
    """The affine transform from frame to picture, and the picture's size."""
    height, width = frame.shape
    match view:
        case View.STRAIGHT | View.SECOND:
            scale, angle = zoom, 0.0
        case View.TURNED:
            scale, angle = zoom, 45.0
        case View.COARSE if width >= _COARSE_WIDTH:
            scale, angle = zoom * _COARSE_WIDTH / width, 0.0
        case View.COARSE:
            scale, angle = zoom * 2.0, 0.0
    if angle == 0.0:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        matrix = np.array([[size[0] / width, 0.0, 0.0], [0.0, size[1] / height, 0.0]])
        return matrix, size
    # a small picture is kept whole; of a large one the corners are not worth their time
    side = round(min(np.hypot(width, height), max(960, min(width, height) * 1.25)) * scale)
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale), np.float64)
    matrix[:, 2] += side / 2 - width / 2, side / 2 - height / 2
    return matrix, (side, side)


def _by_zxing(picture: Gray, formats: AbstractSet[Symbology], *, invert: bool) -> list[Sight]:
    # the binding takes any sequence; its stub names one class only
    wanted: Any = sorted({theirs for ours, theirs in FORMATS.items() if ours in formats})
    found = zxingcpp.read_barcodes(
        picture, formats=wanted, try_invert=invert, text_mode=zxingcpp.TextMode.Plain
    )
    sights = [
        Sight(
            code.text,
            _symbology_of(code),
            _corners(code.position),
            is_gs1=code.content_type is zxingcpp.ContentType.GS1,
        )
        for code in found
    ]
    return [sight for sight in sights if sight.symbology in formats]


def _symbology_of(code: zxingcpp.Barcode) -> Symbology:
    if code.format is zxingcpp.BarcodeFormat.ITF:
        return Symbology.ITF14 if is_itf14(code.text) else Symbology.ITF
    return _SYMBOLOGIES.get(code.format, Symbology.UNKNOWN)


def _corners(position: zxingcpp.Position) -> Outline:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    a, b, c, d = ((float(p.x), float(p.y)) for p in corners)
    return a, b, c, d


def _by_zbar(picture: Gray, formats: AbstractSet[Symbology]) -> list[Sight]:
    sights = []
    wanted = [theirs for ours, theirs in _ZBAR_NAMES.items() if ours in formats]
    if not wanted:  # none would mean all to it
        return []
    for code in pyzbar.decode(picture, symbols=wanted):
        if not code.data.isascii():  # zbar guesses encodings
            continue
        box = code.rect
        left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
        outline = ((left, top), (right, top), (right, bottom), (left, bottom))
        sights.append(Sight(code.data.decode(), _ZBAR_TYPES.get(code.type, Symbology.UNKNOWN), outline))
    return sights


def _moved(outline: Outline, matrix: npt.ArrayLike) -> Outline:
    m = np.asarray(matrix)
    points = np.asarray(outline) @ m[:, :2].T + m[:, 2]
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return a, b, c, d


def _gray(picture: npt.ArrayLike) -> Gray:
    return np.ascontiguousarray(picture, dtype=np.uint8)
