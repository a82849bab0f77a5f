"""Who gets past the proofs of life: genuine visitors, and each kind of attack, with bounds.

All simulated (`tests/helpers/attacks.py`): it ranks the checks and watches for regressions.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from hardware.cameras.folder import SUFFIXES
from hardware.outcomes.faces import FaceKnown
from hardware.vision.faces.client import _colours, _turns
from hardware.vision.faces.frame.pose import pose_of
from hardware.vision.faces.likeness import Thresholds
from hardware.vision.faces.liveness.turn import TurnSide
from hardware.vision.faces.models import Missing, Models, load
from hardware.vision.faces.recognition import RecognitionTask
from hardware.vision.faces.templates import Encoding, unpack
from tests.bench.figure import Figure
from tests.helpers.accessible.surfaces import cut
from tests.helpers.attacks import ATTACKS, GENUINE, Cast, with_closed_eyes
from tests.helpers.measuring import SHARED
from tests.helpers.portraits import Picture, portrait
from tests.helpers.stage import Place, enrol, recognise

RUNS = 8
CHECKS = ("turn", "flash", "both")
_LET_IN = "let in"
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Person:
    awake: Picture
    asleep: Picture
    template: Encoding


def measure(runs: int = RUNS) -> Sequence[Figure]:
    """About six minutes on two idle cores."""
    lacking = _lacking()
    if lacking:
        sys.stdout.write(f"attacks are not measured: {lacking}\n")
        return ()
    # A fork of a process whose libraries have threads may wait for them for ever.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawn, initializer=_begin) as workers:
        sys.stdout.write(f"let in, of {runs} attempts each, with 95 % bounds\n")
        return (
            *_table(workers, GENUINE, runs, genuine=True),
            *_table(workers, ATTACKS, runs, genuine=False),
        )


def _lacking() -> str:
    models = load()
    if isinstance(models, Missing):
        return models.reason
    try:
        portrait("obama")
    except FileNotFoundError as absent:
        return str(absent)
    return ""


def _table(
    workers: ProcessPoolExecutor, casts: Mapping[str, Cast], runs: int, *, genuine: bool
) -> Iterator[Figure]:
    for kind in casts:
        for check in CHECKS:
            ends = Counter(workers.map(_attempt, [kind] * runs, [check] * runs, range(runs)))
            let_in = ends.pop(_LET_IN, 0)
            low, high = bounds(let_in, runs)
            why = ", ".join(f"{reason} {count}" for reason, count in ends.most_common())
            share = f"{let_in / runs:5.0%} ({low:.0%} to {high:.0%})"
            sys.stdout.write(f"  {kind:<36} {check:<6} {share:<20} {why}\n")
            sys.stdout.flush()
            target = 0.95 if genuine else None
            name = f"{'genuine' if genuine else 'attack'}_{kind}_{check}".replace(" ", "_").replace(",", "")
            yield Figure(name, let_in / runs, "let in", target, "higher" if genuine else "lower")


@cache
def _models() -> Models:
    models = load()
    assert isinstance(models, Models), models.reason
    return models


@cache
def _everybody() -> tuple[Person, ...]:
    return tuple(_people(_models()))


def _begin() -> None:
    """One worker: it loads what all its attempts share."""
    cv2.setNumThreads(1)
    _everybody()


def _attempt(kind: str, check: str, run: int) -> str:
    everybody = _everybody()
    person = everybody[run % len(everybody)]
    turns = tuple(TurnSide[name] for name in _turns()) if check != "flash" else ()
    colours = _colours() if check != "turn" else ()
    actor = {**GENUINE, **ATTACKS}[kind](person.awake, person.asleep, np.random.default_rng(run))
    end = recognise(
        _models(), Place(actor, run), RecognitionTask((person.template,), Thresholds(), turns, colours)
    )
    return _LET_IN if isinstance(end, FaceKnown) else end.why.value


def _people(models: Models) -> Iterator[Person]:
    """The portraits, and of each person in the measuring pictures the one who looks most straight ahead."""
    pictures = [portrait("obama"), portrait("biden")]
    faces = SHARED / "faces"
    for folder in sorted(faces.iterdir()) if faces.is_dir() else ():
        files = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)
        if files:
            pictures.append(min((_loaded(file) for file in files), key=lambda shown: _away(models, shown)))
    for number, picture in enumerate(pictures):
        awake = cut(models, picture)
        gray = _gray(awake)
        asleep = with_closed_eyes(awake, models.points(gray, models.faces(gray)[0]))
        visitor = GENUINE["a visitor"](awake, asleep, np.random.default_rng(number))
        template = enrol(models, Place(visitor, number))
        if template is not None:
            yield Person(awake, asleep, unpack(template))


def bounds(hits: int, runs: int) -> tuple[float, float]:
    """Wilson's, 95 %."""
    share, square = hits / runs, _Z * _Z / runs
    middle = (share + square / 2) / (1 + square)
    reach = _Z * math.sqrt(share * (1 - share) / runs + square / (4 * runs)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _loaded(file: Path) -> Picture:
    loaded = cv2.imread(str(file), cv2.IMREAD_COLOR)
    assert loaded is not None
    return np.asarray(loaded, np.uint8)


def _gray(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _away(models: Models, picture: Picture) -> float:
    gray = _gray(picture)
    boxes = models.faces(gray)
    return abs(pose_of(models.points(gray, boxes[0]).tolist()).shift) if boxes else math.inf
