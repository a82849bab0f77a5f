"""Faces as surfaces in space, turned before a camera: a head, a flat photo, a bent one.

A picture is laid over a depth map and seen in perspective from half a metre. Lengths are in face widths.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from hardware.vision.faces.models import Models
from tests.helpers.portraits import Picture

Floats = npt.NDArray[np.float32]
Depth = Callable[[Floats, Floats], Floats]

FACE = 112  # pixels that a face is wide
WIDE, HIGH = 280, 330  # pixels of a surface's picture; the face's middle is at its own
_EYE = 3.3  # the camera's distance, in face widths
_ROUNDS = 14
_LIGHT = ((np.arange(256) / 255.0) ** 2.2).astype(np.float32)


def head(x: Floats, y: Floats) -> Floats:
    """An ellipsoid with a nose: where the nose ends it stands 20 mm before the corners of the eyes."""
    round_part = 0.62 * np.sqrt(np.maximum(0.0, 1 - (x / 0.66) ** 2 - (y / 0.95) ** 2))
    nose = 0.17 * np.exp(-((x / 0.085) ** 2) - ((y - 0.10) / 0.16) ** 2)
    return np.asarray(round_part + nose - 0.62)


def flat(x: Floats, y: Floats) -> Floats:
    return np.zeros_like(x)


def bent(radius: float) -> Depth:
    """A photo bent around a pole of `radius` face widths."""

    def depth(x: Floats, _: Floats) -> Floats:
        return np.asarray(np.sqrt(np.maximum(0.0, radius**2 - np.minimum(abs(x), radius) ** 2)) - radius)

    return depth


def linear(picture: Picture) -> Floats:
    """Light for grey levels: 255 is 1."""
    return _LIGHT[picture]


@dataclass
class Surface:
    """`picture` is `HIGH` x `WIDE`, its face in the middle; `mask` of 0 to 1 is what belongs to it."""

    picture: Picture
    mask: npt.NDArray[np.float32]
    depth: Depth
    _seen: dict[int, tuple[Floats, npt.NDArray[np.float32]]] = field(default_factory=dict)

    def at(self, yaw: float) -> tuple[Floats, npt.NDArray[np.float32]]:
        """What it throws back (linear, blue first), and its mask, after a turn by `yaw` degrees to the right
        of the picture."""
        key = round(yaw)
        if key not in self._seen:
            where = _map(self.depth, float(key))
            self._seen[key] = (
                linear(np.asarray(cv2.remap(self.picture, *where, cv2.INTER_LINEAR), np.uint8)),
                np.asarray(cv2.remap(self.mask, *where, cv2.INTER_LINEAR), np.float32),
            )
        return self._seen[key]


def _map(depth: Depth, yaw: float) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """For each pixel of the turned picture, where it comes from: the projection, inverted step by step."""
    columns, rows = np.arange(WIDE, dtype=np.float32), np.arange(HIGH, dtype=np.float32)
    wide, high = np.meshgrid((columns - WIDE / 2) / FACE, (rows - HIGH / 2) / FACE)
    u, v = np.asarray(wide, np.float32), np.asarray(high, np.float32)
    sin, cos = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
    p, q = np.asarray(u / max(cos, 0.3), np.float32), v.copy()
    for _ in range(_ROUNDS):
        z = depth(p, q)
        x, y = p * (_EYE - z) / _EYE, q * (_EYE - z) / _EYE
        across, towards = x * cos + z * sin, z * cos - x * sin
        scale = _EYE / (_EYE - towards)
        p += 0.8 * (u - across * scale)
        q += 0.8 * (v - y * scale)
    return (p * FACE + WIDE / 2).astype(np.float32), (q * FACE + HIGH / 2).astype(np.float32)


def cut(models: Models, portrait: Picture) -> Picture:
    """The part of `portrait` around its face, in a surface's size."""
    gray = np.asarray(cv2.cvtColor(portrait, cv2.COLOR_BGR2GRAY), np.uint8)
    scale = min(1.0, 480 / portrait.shape[1])
    box = models.faces(np.asarray(cv2.resize(gray, None, fx=scale, fy=scale), np.uint8))[0]
    zoom = FACE / (box.width / scale)
    middle = (box.left + box.right) / 2 / scale, (box.top + box.bottom) / 2 / scale
    move = np.array([[zoom, 0, WIDE / 2 - middle[0] * zoom], [0, zoom, HIGH / 2 - middle[1] * zoom]])
    if zoom < 0.5:
        portrait = np.asarray(cv2.GaussianBlur(portrait, (0, 0), 0.4 / zoom), np.uint8)
    laid = cv2.warpAffine(portrait, move, (WIDE, HIGH), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(laid, np.uint8)


def head_of(picture: Picture) -> Surface:
    """Somebody who stands there: head and neck, without what was behind them in the portrait."""
    mask = np.zeros((HIGH, WIDE), np.float32)
    middle = WIDE // 2, HIGH // 2 - 8
    cv2.ellipse(mask, middle, (round(FACE * 0.62), round(FACE * 0.92)), 0, 0, 360, 1.0, -1)
    return Surface(picture, np.asarray(cv2.GaussianBlur(mask, (0, 0), 4), np.float32), head)


def photo_of(picture: Picture, depth: Depth = flat) -> Surface:
    """A photo on paper, cut around its border."""
    mask = np.zeros((HIGH, WIDE), np.float32)
    mask[8:-8, 8:-8] = 1.0
    return Surface(picture, mask, depth)
