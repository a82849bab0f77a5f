"""Completeness check of linear codes that can't tell by themselves whether they were read from end to end.

Two of five (ITF) has no checksum, and the few bars that begin and end it stand inside it too: a line that
leaves the code through its upper edge reads a part of it as a whole. UPC-E is found in printed digits. So
what a decoder saw is looked at once more, upright: its bars made vertical, and strip by strip from their
upper ends to the lower asked what they say from one quiet zone to the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from hardware.cameras.camera import Gray
from hardware.vision.codes.sights import Outline, centre

_MODULES = {  # of each character, and of what begins and ends the code
    zxingcpp.BarcodeFormat.ITF: (8.0, 9.0),
    zxingcpp.BarcodeFormat.Codabar: (10.5, 0.0),
    zxingcpp.BarcodeFormat.EAN8: (7.0, 11.0),
    zxingcpp.BarcodeFormat.UPCE: (0.0, 51.0),
}
_MODULE = 3.0  # pixels of the upright picture
_MOST_SCALE = 4.0
_TO_EACH_SIDE, _UP_AND_DOWN = 2.2, 0.5  # of the length of what was read: more of the code may be there
_STRIP, _STRIP_ROWS = 0.035, 24
_QUIET = 12  # modules at each end
_ALIKE = 0.6  # correlation of a row with the middle one: the same bars
_PARALLEL = 0.5  # of the edges; 1 is nothing but parallel bars
_LEAST_STRIPS = 3
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Strips:
    """Of `count` strips, how many said what was read (`same`), and how many something else (`other`)."""

    count: int = 0
    same: int = 0
    other: int = 0

    @property
    def prove_it(self) -> bool:
        return self.count >= _LEAST_STRIPS and not self.other and self.same >= _SHARE * self.count


def strips_of(frame: Gray, text: str, form: zxingcpp.BarcodeFormat, outline: Outline) -> Strips:
    """Read the code at `outline` strip by strip; none where it has no parallel bars.

    `form`: ITF, Codabar, EAN8 or UPCE.
    """
    a_character, at_ends = _MODULES[form]
    length = (len(text) * a_character + at_ends) * _MODULE
    upright = _upright(frame, length, outline)
    if upright is None:
        return Strips()
    picture, is_inside = upright
    rows = _rows_of_the_code(picture, length)
    thick = max(3, round(_STRIP * length))
    own = np.abs(np.arange(picture.shape[1]) - picture.shape[1] / 2) < length / 2 + _QUIET * _MODULE
    said = []
    for row in range(rows.start, rows.stop - thick + 1, thick):
        inside = is_inside[row : row + thick].all(axis=0)
        strip = picture[row : row + thick].mean(axis=0)
        # alone it is seen best, and with what is beside it, it may be a part of something longer
        said.append(_texts(strip[own & inside], form) | _texts(strip[inside], form))
    return Strips(
        len(said), sum(text in texts for texts in said), sum(bool(texts - {text}) for texts in said)
    )


def _upright(frame: Gray, length: float, outline: Outline) -> tuple[Gray, npt.NDArray[np.bool_]] | None:
    """The code in the middle, its bars vertical, with what is beside it; and what of that is in the frame.
    None where there are no parallel bars, or nothing to see them by."""
    across = _across_the_bars(frame, outline)
    if across is None:
        return None
    (left, top), (right, upper), *_ = outline
    along = math.atan2(upper - top, right - left)
    if math.cos(across - along) < 0:
        across += math.pi
    seen = max(math.dist(outline[0], outline[1]), math.dist(outline[3], outline[2]))
    scale = length / max(1.0, seen * abs(math.cos(across - along)))
    if scale > _MOST_SCALE:
        return None
    size = int(2 * _TO_EACH_SIDE * length), int(2 * _UP_AND_DOWN * length)
    x, y = centre(outline)
    cos, sin = math.cos(across) * scale, math.sin(across) * scale
    matrix = np.array(
        [[cos, sin, size[0] / 2 - cos * x - sin * y], [-sin, cos, size[1] / 2 + sin * x - cos * y]]
    )
    how = cv2.INTER_CUBIC if scale > 1.0 else cv2.INTER_LINEAR
    picture = cv2.warpAffine(frame, matrix, size, flags=how, borderValue=(0,))
    inside = cv2.warpAffine(np.full_like(frame, 255), matrix, size, flags=cv2.INTER_NEAREST)
    return np.asarray(picture, np.uint8), np.asarray(inside == 255)


def _across_the_bars(frame: Gray, outline: Outline) -> float | None:
    """The direction across the bars in radians, from that of all edges there."""
    height, width = frame.shape
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    left, top = max(0, int(min(xs)) - 6), max(0, int(min(ys)) - 6)
    right, bottom = min(width, int(max(xs)) + 7), min(height, int(max(ys)) + 7)
    if right - left < 4 or bottom - top < 4:
        return None
    part = cv2.GaussianBlur(frame[top:bottom, left:right].astype(np.float32), (0, 0), 0.8)
    across, down = cv2.Sobel(part, cv2.CV_32F, 1, 0), cv2.Sobel(part, cv2.CV_32F, 0, 1)
    xx, xy, yy = float((across**2).sum()), float((across * down).sum()), float((down**2).sum())
    if math.hypot(xx - yy, 2 * xy) < _PARALLEL * (xx + yy) or xx + yy == 0.0:
        return None
    return math.atan2(2 * xy, xx - yy) / 2


def _rows_of_the_code(upright: Gray, length: float) -> slice:
    """The rows that show the same bars as the middle one does."""
    height, width = upright.shape
    columns = slice(int(width / 2 - length / 2), int(width / 2 + length / 2))
    soft = cv2.GaussianBlur(upright, (0, 0), 1.5)[:, columns].astype(np.float32)
    soft -= soft.mean(axis=1, keepdims=True)
    middle = soft[height // 2 - 2 : height // 2 + 3].mean(axis=0)
    alike = soft @ middle / (np.sqrt((soft * soft).sum(axis=1) * (middle @ middle)) + 1e-6) > _ALIKE
    first = last = height // 2
    while first > 0 and alike[first - 1]:
        first -= 1
    while last < height and alike[last]:
        last += 1
    return slice(first, last)


def _texts(line: npt.NDArray[np.floating], form: zxingcpp.BarcodeFormat) -> set[str]:
    if not line.size:
        return set()
    picture = np.repeat(np.asarray(line, np.uint8)[None], _STRIP_ROWS, axis=0)
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([form]),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return {code.text for code in found}
