"""A sight: what a decoder read in one view of a frame, and the checks that its symbology allows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hardware.outcomes.reading import Symbology
from hardware.scanners.text import has_check_digit, is_itf14

Point = tuple[float, float]
Outline = tuple[Point, Point, Point, Point]

_ITF_DIGITS = 6, 40


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
    fourteen digits), so `strips.py` looks at it once more; EAN and UPC have one digit; Code 39 and
    Codabar have none, and short ones appear by chance.
    """
    match sight.symbology:
        case Symbology.ITF14:
            return is_itf14(sight.text)
        case Symbology.ITF:
            return _ITF_DIGITS[0] <= len(sight.text) <= _ITF_DIGITS[1]
        case Symbology.EAN13 | Symbology.UPCE:  # a UPC-E is told as the thirteen digits it stands for
            return len(sight.text) == 13 and has_check_digit(sight.text)
        case Symbology.EAN8:
            return len(sight.text) == 8 and has_check_digit(sight.text)
        case Symbology.CODE39 | Symbology.CODE93:
            return len(sight.text) >= 4
        case Symbology.CODABAR:
            return len(sight.text) >= 4 + 2  # with the letters that begin and end it
        case Symbology.UNKNOWN:
            return False
        case _:
            return bool(sight.text)


def centre(outline: Outline) -> Point:
    return sum(x for x, _ in outline) / 4, sum(y for _, y in outline) / 4


def overlap(one: Outline, other: Outline) -> bool:
    """Whether the two can be reads of the same print: a centre is within the other's circle."""
    return _holds(one, centre(other)) or _holds(other, centre(one))


def _holds(outline: Outline, point: Point) -> bool:
    return math.dist(centre(outline), point) <= math.dist(outline[0], outline[2]) / 2
