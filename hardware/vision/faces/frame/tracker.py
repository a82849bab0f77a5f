"""One face followed from frame to frame without a gap. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.outcomes.faces import FaceProblem
from hardware.vision.faces.frame.box import Box

GAP = 0.6  # seconds of pictures without the face after which it may be another
BLIND = 0.9  # seconds without any picture after which it may be: a slow camera or machine is no gap
_SAME_PLACE = 0.25  # common part of two boxes that follow each other
_BESIDE = 0.6  # of the nearest face's width: who is smaller stands behind


@dataclass(frozen=True, slots=True)
class Followed:
    """The nearest face. `track` is another number after each gap or jump."""

    box: Box
    track: int


class Tracker:
    def __init__(self) -> None:
        self._box: Box | None = None
        self._seen_at = 0.0
        self._missed = False
        self._track = 0
        self._doubt = False

    @property
    def near(self) -> Box | None:
        """Region to search next, or None for the whole picture: also to make sure of a second face."""
        return None if self._doubt else self._box

    def follow(self, boxes: Sequence[Box], now: float) -> Followed | FaceProblem:
        """Take in what one frame showed; `boxes` are ordered, the widest first."""
        if self._box is not None and is_lost(now - self._seen_at, missed=self._missed):
            self._box = None
        self._missed = not boxes
        if not boxes:
            return FaceProblem.NOBODY
        nearest = boxes[0]
        beside = any(other.width >= _BESIDE * nearest.width for other in boxes[1:])
        if beside and self._doubt:
            self._box = None
            return FaceProblem.SEVERAL
        self._doubt = beside  # the detector sees a face in a curtain now and then, but not twice
        if self._box is None or self._box.overlap(nearest) < _SAME_PLACE:
            self._track += 1
        self._box, self._seen_at = nearest, now
        return Followed(nearest, self._track)


def is_lost(seconds: float, *, missed: bool) -> bool:
    """Whether a face that was last seen so long ago may be another. `missed`: since then pictures without it
    came."""
    return seconds > (GAP if missed else BLIND)
