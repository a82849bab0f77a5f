"""`cubby match-faces`: recognises the people on pictures, at the thresholds of a site."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import cv2

from hardware.cameras.folder import SUFFIXES
from hardware.vision import usage
from hardware.vision.faces.frame.stills import NoFace, StillFace, face_in
from hardware.vision.faces.likeness import FRAMES, Thresholds, is_accepted, likeness
from hardware.vision.faces.models import Missing, Models, load
from hardware.vision.faces.templates import Encoding, distance, mean

_SAME_FACE = 0.5  # between two pictures of one person it is 0.43 in the middle, of two people 0.6 and more
_SOMEBODY_ELSE = 0.65


@dataclass(frozen=True, slots=True)
class Probe:
    """`person` is the folder's name. `distance` and `margin` are None where there was no face, `margin` also
    where only one person is enrolled; `why` then says what was wrong. `frames`: how many pictures spoke."""

    person: str
    file: str
    best: str | None
    distance: float | None
    margin: float | None
    accepted: bool
    ms: float
    frames: int
    why: str | None = None


def main(argv: Sequence[str]) -> int:
    options = usage.match_faces().parse_args(argv)
    models = load()
    if isinstance(models, Missing):
        print(models.reason, file=sys.stderr)
        return 1
    cv2.setNumThreads(1)
    given = {name: getattr(options, name) for name in ("one", "many", "margin")}
    thresholds = replace(Thresholds(), **{name: told for name, told in given.items() if told is not None})
    enrolled: dict[str, Encoding] = {}
    for person, files in people(options.enrol):
        encoded = enrol(models, files)
        if encoded is None:
            print(f"There is no usable face in {options.enrol / person}.", file=sys.stderr)
        else:
            enrolled[person] = encoded
    if not enrolled:
        print(f"There is no usable face in the folders of {options.enrol}.", file=sys.stderr)
        return 1
    probes = [
        probe
        for person, files in people(options.probe)
        for probe in probes_in(models, person, files, enrolled, thresholds)
    ]
    if not probes:
        print(f"There is no picture in the folders of {options.probe}.", file=sys.stderr)
        return 1
    totals = summed_up(probes, frozenset(enrolled))
    if options.json:
        print(json.dumps({"probes": [asdict(p) for p in probes], **totals}, indent=1))
    else:
        for one in probes:
            print(_line(one))
        print(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in totals.items()))
    return 0


def people(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Each person's name and pictures, in order."""
    for person in sorted(path for path in folder.iterdir() if path.is_dir()):
        try:
            files = sorted(path for path in person.iterdir() if path.suffix.lower() in SUFFIXES)
        except OSError:
            files = []
        yield person.name, files


def enrol(models: Models, files: Sequence[Path]) -> Encoding | None:
    """The mean of these pictures' faces; those that no machine would enrol are passed over, and so is a face
    unlike all others: somebody else's."""
    faces = [face.encoding for file in files if isinstance(face := face_in(models, file), StillFace)]
    if not faces:
        return None
    middle = min(faces, key=lambda one: sum(distance(one, other) for other in faces))
    return mean([face for face in faces if distance(face, middle) < _SOMEBODY_ELSE])


def probes_in(
    models: Models, person: str, files: Sequence[Path], enrolled: dict[str, Encoding], thresholds: Thresholds
) -> Iterator[Probe]:
    """Each picture as a machine would judge whom it shows: by the mean of three frames, which here are the
    picture and up to two others of its folder that show the same face."""
    seen: list[tuple[Path, StillFace | NoFace, float]] = []
    for file in files:
        began = time.process_time()
        face = face_in(models, file)
        seen.append((file, face, round((time.process_time() - began) * 1000, 1)))
    for number, (file, face, ms) in enumerate(seen):
        if isinstance(face, NoFace):
            yield Probe(person, str(file), None, None, None, accepted=False, ms=ms, frames=0, why=face.why)
            continue
        others = [
            other.encoding
            for n, (_, other, _) in enumerate(seen)
            if n != number and isinstance(other, StillFace)
        ]
        frames = [face.encoding, *_like(face.encoding, others)]
        found = likeness(mean(frames), list(enrolled.values()))
        yield Probe(
            person,
            str(file),
            list(enrolled)[found.best],
            round(found.distance, 4),
            None if found.margin is None else round(found.margin, 4),
            accepted=is_accepted(found, thresholds.for_mean_of(len(frames))),
            ms=ms,
            frames=len(frames),
        )


def _like(face: Encoding, others: Sequence[Encoding]) -> list[Encoding]:
    near = sorted((away, other) for other in others if (away := distance(face, other)) < _SAME_FACE)
    return [other for _, other in near[: FRAMES - 1]]


def summed_up(probes: Sequence[Probe], enrolled: frozenset[str]) -> dict[str, int]:
    known = [p for p in probes if p.person in enrolled]
    return {
        "enrolled": len(enrolled),
        "known": len(known),
        "known_accepted": sum(p.accepted and p.best == p.person for p in known),
        "known_taken_for_others": sum(p.accepted and p.best != p.person for p in known),
        "strangers": len(probes) - len(known),
        "strangers_accepted": sum(p.accepted for p in probes if p.person not in enrolled),
        "without_a_usable_face": sum(p.distance is None for p in probes),
    }


def _line(p: Probe) -> str:
    if p.distance is None:
        return f"{p.person} {p.file}: {p.why}"
    margin = "" if p.margin is None else f" margin {p.margin:.3f}"
    return f"{p.person} {p.file}: {p.best} {p.distance:.3f}{margin} {'accepted' if p.accepted else 'refused'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
