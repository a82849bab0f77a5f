"""Matching of faces: thresholds, and the decision as a pure function of encodings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.vision.faces.templates import Encoding, distance

FRAMES = 3  # sharp frames whose mean is the probe
MOST_ENROLLED = 20

# One picture alone scatters more than the mean of three: measured, its distance to its own template is
# larger by 0.06 where it matters. What is gained so must stand out from the second best the more.
_ONE_PICTURE_DISTANCE, _ONE_PICTURE_MARGIN = 0.06, 0.04
# A stranger alone before twenty must not profit by that: half of it, and some of the known are asked again.
_FEWER = {1: (0.03, 0.04), 2: (0.02, 0.02)}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`one`: for the one person that is claimed; `many`: among several, then with `margin` to the second."""

    one: float = 0.45
    many: float = 0.42
    margin: float = 0.06

    def for_one_picture(self) -> Thresholds:
        """For a single picture of somebody who is known already: whether it is still the same person."""
        most = self.many + _ONE_PICTURE_DISTANCE
        return Thresholds(max(self.one, most), most, self.margin + _ONE_PICTURE_MARGIN)

    def for_mean_of(self, pictures: int) -> Thresholds:
        """For a probe that is the mean of fewer than `FRAMES` pictures."""
        distance, margin = _FEWER.get(pictures, (0.0, 0.0))
        most = self.many + distance
        return Thresholds(max(self.one, most), most, self.margin + margin)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Among `enrolled` people the best is number `best`, and the second best is farther by `margin` (None:
    there is no second)."""

    best: int
    distance: float
    margin: float | None


def likeness(probe: Encoding, enrolled: Sequence[Encoding]) -> Likeness:
    """Raises ValueError where nobody is enrolled."""
    ranked = sorted((distance(probe, encoding), number) for number, encoding in enumerate(enrolled))
    if not ranked:
        raise ValueError("nobody is enrolled")
    (nearest, best), *others = ranked
    return Likeness(best, nearest, others[0][0] - nearest if others else None)


def is_accepted(found: Likeness, thresholds: Thresholds) -> bool:
    if found.margin is None:
        return found.distance < thresholds.one
    return found.distance < thresholds.many and found.margin >= thresholds.margin


def who(probe: Encoding, enrolled: Sequence[Encoding], thresholds: Thresholds) -> int | None:
    """The number of the person in `enrolled`, or None; for a stranger nothing says whom it looked like."""
    if not enrolled:
        return None
    found = likeness(probe, enrolled)
    return found.best if is_accepted(found, thresholds) else None
