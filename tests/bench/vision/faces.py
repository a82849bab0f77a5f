"""Faces: who is let in and who is not, on the measuring pictures; the time it takes."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path

from hardware.vision.faces.commands.match import people
from hardware.vision.faces.frame.stills import StillFace, face_in
from hardware.vision.faces.likeness import FRAMES, Thresholds, who
from hardware.vision.faces.models import Missing, Models, load
from hardware.vision.faces.templates import Encoding, distance, mean
from tests.bench.figure import Figure
from tests.helpers.measuring import SHARED

_ENROL, _ROUNDS = 5, 300


def measure() -> Sequence[Figure]:
    models, faces = load(), SHARED / "faces"
    if isinstance(models, Missing):
        sys.stdout.write(f"faces are not measured: {models.reason}\n")
        return ()
    if not faces.is_dir():
        sys.stdout.write("faces are not measured: the pictures of ../shared/data/faces are not here\n")
        return ()
    return _known(models, faces)


def _known(models: Models, folder: Path) -> Sequence[Figure]:
    began = time.process_time()
    seen = {
        person: [face.encoding for file in files if isinstance(face := face_in(models, file), StillFace)]
        for person, files in people(folder)
    }
    cost = (time.process_time() - began) / sum(map(len, seen.values()))
    chance, usual = random.Random(1), Thresholds()  # noqa: S311  repeatable draws, no secret
    own, others, taken, asked = [], [], 0, 0
    for _ in range(_ROUNDS):
        drawn = {person: _split(encodings, chance) for person, encodings in seen.items()}
        own += [distance(*pair) for pair in drawn.values()]
        others += [distance(drawn[one][0], drawn[other][1]) for one, other in permutations(drawn, 2)]
        for person in drawn:
            asked += 1
            taken += _is_taken_for_another(person, drawn, usual)
    singles = usual.for_one_picture()
    alone = _singles(seen, chance)
    return (
        Figure("faces_one_frame", round(1000 * cost), "ms cpu", None, "lower"),
        Figure("faces_recognised", round(1000 * FRAMES * cost), "ms cpu", 700.0, "lower"),
        Figure("faces_let_in", sum(d < usual.one for d in own) / len(own), "TAR", 0.99, "higher"),
        Figure(
            "faces_others_let_in", sum(d < usual.one for d in others) / len(others), "FAR", 0.001, "lower"
        ),
        Figure("faces_strangers_among_4", taken / asked, "of 1", 0.001, "lower"),
        Figure("faces_nearest_other", round(min(others), 3), "distance", None, "higher"),
        Figure(
            "faces_one_picture_let_in",
            sum(d < singles.one for d in alone) / len(alone),
            "TAR",
            None,
            "higher",
        ),
    )


def _split(encodings: Sequence[Encoding], chance: random.Random) -> tuple[Encoding, Encoding]:
    drawn = chance.sample(encodings, _ENROL + FRAMES)
    return mean(drawn[:_ENROL]), mean(drawn[_ENROL:])


def _is_taken_for_another(
    person: str, drawn: Mapping[str, tuple[Encoding, Encoding]], thresholds: Thresholds
) -> bool:
    enrolled = [template for other, (template, _) in drawn.items() if other != person]
    return who(drawn[person][1], enrolled, thresholds) is not None


def _singles(seen: Mapping[str, Sequence[Encoding]], chance: random.Random) -> list[float]:
    found = []
    for encodings in seen.values():
        for number, encoding in enumerate(encodings):
            rest = [other for n, other in enumerate(encodings) if n != number]
            found.append(distance(encoding, mean(chance.sample(rest, _ENROL))))
    return found
