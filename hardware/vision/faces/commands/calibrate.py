"""`cubby calibrate faces`: finds thresholds that fit this site's camera and light.

Take ten and more pictures of each of three and more people who agree to it, with the site's own camera, one
folder a person; throw them away afterwards. Nothing of them is kept.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import permutations
from pathlib import Path

import cv2

from hardware.vision import usage
from hardware.vision.faces.commands.match import people
from hardware.vision.faces.frame.quality import Limits
from hardware.vision.faces.frame.stills import StillFace, face_in
from hardware.vision.faces.likeness import FRAMES, Thresholds
from hardware.vision.faces.models import Missing, Models, load
from hardware.vision.faces.templates import Encoding, distance, mean

_TEMPLATE, _ROUNDS = 5, 400
_LEAST_PEOPLE, _LEAST_PICTURES = 3, _TEMPLATE + FRAMES
_AIR = 0.05  # between the threshold and the nearest stranger


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Distances of means of three pictures to templates of five; `advice` for the site's table [faces]."""

    people: int
    pictures: int
    own_median: float
    own_worst: float
    others_nearest: float
    sharpness: float
    advice: Thresholds
    is_safe: bool


def main(argv: Sequence[str]) -> int:
    options = usage.calibrate().parse_args(argv)
    models = load()
    if isinstance(models, Missing):
        print(models.reason, file=sys.stderr)
        return 1
    cv2.setNumThreads(1)
    faces = _faces(models, options.pictures)
    if len(faces) < _LEAST_PEOPLE:
        print(
            f"It takes {_LEAST_PEOPLE} people with {_LEAST_PICTURES} good pictures each, better ten; "
            f"{options.pictures} has {len(faces)}.",
            file=sys.stderr,
        )
        return 1
    found = calibrate(faces)
    print(json.dumps(asdict(found), indent=1) if options.json else _told(found))
    return 0 if found.is_safe else 1


def calibrate(faces: Sequence[Sequence[StillFace]]) -> Calibrated:
    """Thresholds from each person's faces, at least eight; the same answer for the same faces."""
    chance = random.Random(1)  # noqa: S311  repeatable draws, no secret
    own: list[float] = []
    others: list[float] = []
    for _ in range(_ROUNDS):
        drawn = [_template_and_probe([face.encoding for face in person], chance) for person in faces]
        own += [distance(template, probe) for template, probe in drawn]
        others += [distance(template, probe) for (template, _), (_, probe) in permutations(drawn, 2)]
    usual, worst, nearest = Thresholds(), max(own), min(others)
    # looser than the usual is never advised: a few colleagues say nothing about a thousand strangers
    tighter = max(0.0, usual.one - (nearest - _AIR))
    advice = Thresholds(
        math.floor((usual.one - tighter) * 100) / 100,
        math.floor((usual.many - tighter) * 100) / 100,
        usual.margin,
    )
    return Calibrated(
        people=len(faces),
        pictures=sum(map(len, faces)),
        own_median=round(sorted(own)[len(own) // 2], 3),
        own_worst=round(worst, 3),
        others_nearest=round(nearest, 3),
        sharpness=round(_least_sharpness(faces), 2),
        advice=advice,
        is_safe=worst < advice.many,
    )


def _template_and_probe(encodings: Sequence[Encoding], chance: random.Random) -> tuple[Encoding, Encoding]:
    drawn = chance.sample(encodings, _TEMPLATE + FRAMES)
    return mean(drawn[:_TEMPLATE]), mean(drawn[_TEMPLATE:])


def _least_sharpness(faces: Sequence[Sequence[StillFace]]) -> float:
    """Below nearly everything that this camera gives in focus, and never below the usual's half."""
    measured = sorted(face.measures.sharpness for person in faces for face in person)
    return max(Limits().sharpness / 2, 0.85 * measured[len(measured) // 20])


def _faces(models: Models, folder: Path) -> list[list[StillFace]]:
    found = [
        [face for file in files if isinstance(face := face_in(models, file), StillFace)]
        for _, files in people(folder)
    ]
    return [faces for faces in found if len(faces) >= _LEAST_PICTURES]


def _told(found: Calibrated) -> str:
    lines = [
        f"{found.people} people, {found.pictures} pictures",
        f"to their own template: {found.own_median} in the middle, {found.own_worst} at worst",
        f"to somebody else's:    {found.others_nearest} at the nearest",
        f"in focus, this camera's faces have a sharpness of {found.sharpness} and more",
    ]
    if not found.is_safe:
        lines.append(
            "People and strangers can't be told apart here. More light, a better focus or another camera may "
            "mend it; until then leave faces switched off."
        )
        return "\n".join(lines)
    advice = found.advice
    lines += ["", "[faces]", f"one = {advice.one}", f"many = {advice.many}", f"margin = {advice.margin}"]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
