"""What a decoder saw in one view of a frame, and the exact checks that a symbology allows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hardware.outcomes import Symbology
from hardware.scanners.text import has_check_digit, is_itf14

Point = tuple[float, float]
Outline = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Sight:
    """One code in one view: its raw text, and its corners in the frame's pixels, clockwise from top left."""

    text: str
    symbology: Symbology
    outline: Outline
    is_gs1: bool = False


def passes_checks(sight: Sight) -> bool:
    """Whether `sight` can be a true read at all.

    ITF has no checksum and finds itself in any fence (158 wrong strings in 90 frames, none of them with
    fourteen digits); EAN has one digit; Code 39 has none, and short ones appear by chance.
    """
    match sight.symbology:
        case Symbology.ITF14:
            return is_itf14(sight.text)
        case Symbology.EAN13:
            return len(sight.text) == 13 and has_check_digit(sight.text)
        case Symbology.CODE39:
            return len(sight.text) >= 4
        case Symbology.UNKNOWN:
            return False
        case _:
            return bool(sight.text)


def centre(outline: Outline) -> Point:
    return sum(x for x, _ in outline) / 4, sum(y for _, y in outline) / 4


def overlap(one: Outline, other: Outline) -> bool:
    """Whether the two can be reads of the same print: a centre lies within the other's circle."""
    return _holds(one, centre(other)) or _holds(other, centre(one))


def _holds(outline: Outline, point: Point) -> bool:
    return math.dist(centre(outline), point) <= math.dist(outline[0], outline[2]) / 2
