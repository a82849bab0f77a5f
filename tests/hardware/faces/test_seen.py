"""Real models on simulated frames: what is seen of a person, and whom the proofs of life let in."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from hardware.outcomes.faces import FaceKnown, FaceProblem
from hardware.vision.faces.client import _colours
from hardware.vision.faces.frame.looker import Looker, Seen
from hardware.vision.faces.likeness import Thresholds
from hardware.vision.faces.liveness.turn import TurnSide
from hardware.vision.faces.models import Models
from hardware.vision.faces.recognition import RecognitionTask
from hardware.vision.faces.templates import Encoding, distance, unpack
from tests.hardware.faces.people import standing
from tests.helpers.accessible.surfaces import cut
from tests.helpers.attacks import ATTACKS, GENUINE, Cast, with_closed_eyes
from tests.helpers.portraits import Picture, portrait
from tests.helpers.stage import FRAME, Place, enrol, recognise

Change = Callable[[Picture], Picture]


def seen(models: Models, pictures: list[Picture], limits: None = None) -> Seen | FaceProblem:
    """What a looker makes of the last of these frames."""
    looker = Looker(models, limits)
    sight: Seen | FaceProblem = FaceProblem.NOBODY
    for number, picture in enumerate(pictures):
        gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
        sight = looker.look(picture, gray, number * 0.08)
    return sight


@pytest.fixture(scope="module")
def frames(models: Models) -> list[Picture]:
    return standing(models, "obama", 3)


def changed(frames: list[Picture], change: Change) -> list[Picture]:
    return [np.asarray(change(frame), np.uint8) for frame in frames]


def test_somebody_well_seen_has_no_problem(models: Models, frames: list[Picture]) -> None:
    person = seen(models, frames)
    assert isinstance(person, Seen)
    assert person.problems == ()
    assert abs(person.pose.shift) < 0.1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda frame: cv2.GaussianBlur(frame, (0, 0), 3), FaceProblem.BLURRED),
        (lambda frame: frame // 4, FaceProblem.TOO_DARK),
        (lambda frame: np.clip(frame.astype(int) * 2 + 60, 0, 255), FaceProblem.TOO_BRIGHT),
        (lambda frame: cv2.resize(frame, None, fx=0.6, fy=0.6), FaceProblem.TOO_FAR),
    ],
)
def test_what_is_wrong_with_a_frame_is_told(
    change: Change, problem: FaceProblem, models: Models, frames: list[Picture]
) -> None:
    person = seen(models, changed(frames, change))
    assert isinstance(person, Seen)
    assert problem in person.problems


def test_nobody_and_several_are_told(models: Models, frames: list[Picture]) -> None:
    assert seen(models, changed(frames, np.zeros_like)) is FaceProblem.NOBODY
    beside = changed(frames, lambda frame: np.hstack([frame[:, 160:480]] * 2))
    assert seen(models, beside) is FaceProblem.SEVERAL


def test_one_person_is_nearer_to_another_picture_of_theirs_than_anybody_else(models: Models) -> None:
    def encoding(name: str) -> Encoding:
        person = seen(models, standing(models, name, 1))
        assert isinstance(person, Seen)
        return person.encode()

    one, again, other = map(encoding, ("obama", "obama2", "biden"))
    assert distance(one, again) < 0.45
    assert distance(one, other) > 0.6


@pytest.fixture(scope="module")
def person(models: Models) -> tuple[Picture, Picture, Encoding]:
    """Awake, asleep, and as enrolled."""
    awake = cut(models, portrait("obama"))
    gray = np.asarray(cv2.cvtColor(awake, cv2.COLOR_BGR2GRAY), np.uint8)
    asleep = with_closed_eyes(awake, models.points(gray, models.faces(gray)[0]))
    template = enrol(models, Place(GENUINE["a visitor"](awake, asleep, np.random.default_rng(1)), 1))
    assert template is not None
    return awake, asleep, unpack(template)


def attempt(
    models: Models,
    person: tuple[Picture, Picture, Encoding],
    cast: Cast,
    *,
    flash: bool,
    frame: float = FRAME,
) -> object:
    awake, asleep, template = person
    turns = (TurnSide.LEFT, TurnSide.RIGHT) if not flash else ()
    wanted = RecognitionTask((template,), Thresholds(), turns, _colours() if flash else ())
    return recognise(models, Place(cast(awake, asleep, np.random.default_rng(7)), 7), wanted, frame=frame)


@pytest.mark.parametrize("flash", [False, True])
def test_a_visitor_is_let_in(models: Models, person: tuple[Picture, Picture, Encoding], flash: bool) -> None:
    assert attempt(models, person, GENUINE["a visitor"], flash=flash) == FaceKnown(1, 0)


@pytest.mark.parametrize("flash", [False, True])
def test_a_visitor_is_let_in_at_three_frames_a_second(
    models: Models, person: tuple[Picture, Picture, Encoding], flash: bool
) -> None:
    assert attempt(models, person, GENUINE["a visitor"], flash=flash, frame=1 / 3) == FaceKnown(1, 0)


def test_a_visitor_is_enrolled_at_three_frames_a_second(models: Models) -> None:
    awake = cut(models, portrait("obama"))
    place = Place(GENUINE["a visitor"](awake, awake, np.random.default_rng(1)), 1)
    assert enrol(models, place, frame=1 / 3) is not None


@pytest.mark.parametrize(
    ("kind", "flash"), [("flat photo", False), ("obeying replay on a matte phone", True)]
)
def test_what_a_check_stops_is_stopped_at_three_frames_a_second(
    kind: str, flash: bool, models: Models, person: tuple[Picture, Picture, Encoding]
) -> None:
    assert not isinstance(attempt(models, person, ATTACKS[kind], flash=flash, frame=1 / 3), FaceKnown)


@pytest.mark.parametrize(
    ("kind", "flash"),
    [
        ("flat photo", False),
        ("tilted photo", False),
        ("obeying replay on a matte phone", True),
    ],
)
def test_what_a_check_stops_is_stopped(
    kind: str, flash: bool, models: Models, person: tuple[Picture, Picture, Encoding]
) -> None:
    assert not isinstance(attempt(models, person, ATTACKS[kind], flash=flash), FaceKnown)
