"""Hints to the visitor from the frame: closer, hold still, too dark. Advice only."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hardware.cameras.camera import Gray
from hardware.outcomes.reading import ScanHint

_WIDTH = 480
_DARK = 48  # the lightest twentieth is below this
_WHITE, _GLARE = 250, (0.045, 0.6)  # share of the frame that one white patch covers
_DETAIL = 9.0  # contrast of small things, in grey levels
_SMALL = 0.24  # of the frame's width
_SHARP = 0.20  # edges over contrast; 0.3 and more in focus

PAUSE = 0.35  # seconds between two looks
_AFTER = 1.2  # seconds without a code before anything is said
_SAME = 2


def hint_of(frame: Gray) -> ScanHint | None:
    """The hint for this frame, if any; about 3 ms."""
    height = max(1, round(frame.shape[0] * _WIDTH / frame.shape[1]))
    small = cv2.resize(frame, (_WIDTH, height), interpolation=cv2.INTER_AREA)
    if float(np.percentile(small, 95)) < _DARK:
        return ScanHint.TOO_DARK
    if _GLARE[0] < _largest_share(np.asarray(small >= _WHITE)) < _GLARE[1]:
        return ScanHint.DIM_YOUR_PHONE
    detail = _detail(small.astype(np.float32))
    if float(detail.max()) < _DETAIL:
        return None
    left, top, wide, high = _busiest(detail)
    scale = frame.shape[1] / _WIDTH
    rows, columns = (
        slice(round(top * scale), round((top + high) * scale)),
        slice(round(left * scale), round((left + wide) * scale)),
    )
    if _sharpness(frame[rows, columns].astype(np.float32)) < _SHARP:
        return ScanHint.HOLD_STILL
    return ScanHint.CLOSER if max(wide, high) < _SMALL * _WIDTH else None


def _detail(gray: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Contrast of small details, place by place."""
    band = cv2.GaussianBlur(gray, (0, 0), 0.8) - cv2.GaussianBlur(gray, (0, 0), 3.0)
    return np.asarray(np.sqrt(cv2.GaussianBlur(band * band, (0, 0), 3.0)), np.float32)


def _sharpness(patch: npt.NDArray[np.float32]) -> float:
    edges = cv2.Laplacian(cv2.GaussianBlur(patch, (0, 0), 0.8), cv2.CV_32F, ksize=3)
    return float(edges.std()) / (float(patch.std()) + 1.0)


def _busiest(detail: npt.NDArray[np.float32]) -> tuple[int, int, int, int]:
    """Left, top, width and height of the patch around the place with most detail."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((detail >= 0.5 * detail.max()).astype(np.uint8))
    row, column = np.unravel_index(int(detail.argmax()), detail.shape)
    left, top, wide, high, _ = map(int, stats[labels[row, column]])
    return left, top, wide, high


def _largest_share(mask: npt.NDArray[np.bool_]) -> float:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    return float(stats[1:, cv2.CC_STAT_AREA].max()) / mask.size if count > 1 else 0.0


@dataclass(slots=True)
class Hints:
    """Says a hint once when the same thing stood in the way twice, and None once when nothing does."""

    _seen_at: float | None = None
    _looked_at: float = 0.0
    _last: ScanHint | None = None
    _times: int = 0
    _said: ScanHint | None = None

    def begin(self, now: float) -> None:
        """A scan begins; nothing has been said."""
        self._seen_at, self._last, self._times, self._said = now, None, 0, None

    def look(self, frame: Gray, *, code_seen: bool, now: float) -> tuple[ScanHint | None] | None:
        """A new hint in a tuple, or None where nothing changed."""
        if code_seen or self._seen_at is None:
            self._seen_at = now
            return self._say(None)
        if now - self._seen_at < _AFTER or now - self._looked_at < PAUSE:
            return None
        self._looked_at = now
        hint = hint_of(frame)
        self._times = self._times + 1 if hint == self._last else 1
        self._last = hint
        return self._say(hint) if self._times >= _SAME else None

    def _say(self, hint: ScanHint | None) -> tuple[ScanHint | None] | None:
        if hint == self._said:
            return None
        self._said = hint
        return (hint,)
