"""Enrolment, recognition and the kiosk's side of both, over sights that a test makes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import pytest

from hardware.outcomes.faces import (
    FaceAsk,
    FaceAsked,
    FaceCollected,
    FaceEnrolled,
    FaceKnown,
    FaceProblem,
    FaceRefusal,
    FaceRefused,
    FaceReport,
    FaceSeen,
)
from hardware.vision.faces.client import NO_LIVENESS, Faces
from hardware.vision.faces.enrolment import WANTED, Enrolment
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.frame.looker import Seen
from hardware.vision.faces.frame.pose import Pose
from hardware.vision.faces.frame.tracker import BLIND, GAP
from hardware.vision.faces.likeness import Thresholds
from hardware.vision.faces.liveness.turn import TurnSide
from hardware.vision.faces.recognition import Recognition, RecognitionTask
from hardware.vision.faces.templates import LENGTH, Encoding, distance, unpack
from hardware.vision.messages import Enrol, LeaveFaces, LoadFaces, Order, Recognise

FRAME = 0.1


def face(*numbers: float) -> Encoding:
    return (*numbers, *[0.0] * (LENGTH - len(numbers)))


ANNA, BERT = face(0.0), face(0.0, 1.0)


def sight(
    encoding: Encoding, *problems: FaceProblem, track: int = 1, shift: float = 0.0, slim: float = 1.33
) -> Seen:
    light = (0.5, 0.5, 0.5)
    return Seen(
        Box(0, 0, 100, 100), track, Pose(shift, slim, 0.0), problems, light, light, encode=lambda: encoding
    )


def play(
    task: Enrolment | Recognition,
    sights: Sequence[Seen | FaceProblem],
    start: float = 0.0,
    frame: float = FRAME,
) -> list[FaceReport]:
    """All that is told, a frame each, up to the end."""
    said: list[FaceReport] = []
    for number, shown in enumerate(sights):
        said += task.see(shown, start + number * frame)
        if task.done:
            break
    return said


def restless(encoding: Encoding) -> Iterator[Seen]:
    """The same person, a little different in each frame."""
    for number in count():
        yield sight((encoding[0] + 0.02 * (number % 23), *encoding[1:]))


def take(sights: Iterator[Seen], number: int) -> list[Seen]:
    return [next(sights) for _ in range(number)]


def test_five_different_looks_become_their_mean() -> None:
    said = play(Enrolment(7), take(restless(ANNA), 60))
    counted = [report.have for report in said if isinstance(report, FaceCollected)]
    assert counted == list(range(1, WANTED + 1))
    end = said[-1]
    assert isinstance(end, FaceEnrolled)
    assert end.ticket == 7
    assert distance(unpack(end.template), ANNA) < 0.5


def test_who_holds_still_is_asked_to_move_and_enrolled_all_the_same() -> None:
    task = Enrolment(1)
    said = play(task, [sight(ANNA)] * 200)
    assert FaceSeen(1, (FaceProblem.ALIKE,)) in said
    assert task.done


def test_what_is_bad_is_told_and_not_taken() -> None:
    said = play(Enrolment(1), [FaceProblem.NOBODY, sight(ANNA, FaceProblem.BLURRED)] * 20)
    problems = {report.problems for report in said if isinstance(report, FaceSeen)}
    assert problems == {(FaceProblem.NOBODY,), (FaceProblem.BLURRED,)}
    assert not any(isinstance(report, FaceCollected) for report in said)


@pytest.mark.parametrize("track", [1, 2])
def test_another_face_begins_the_enrolment_anew(track: int) -> None:
    """Also one that appears at the same place from one frame to the next."""
    task = Enrolment(1)
    play(task, take(restless(ANNA), 15))
    said = play(task, [sight(BERT, track=track)] * 200, start=1.5)
    assert FaceCollected(1, 0, WANTED) in said
    (end,) = (report for report in said if isinstance(report, FaceEnrolled))
    assert distance(unpack(end.template), BERT) < 1e-6


def test_who_is_lost_for_a_moment_goes_on_with_the_looks_they_have() -> None:
    """A busy machine loses a face again and again; no template would come of beginning anew each time."""
    looks = (sight((0.02 * (number % 23), *ANNA[1:]), track=number) for number in count())
    said = play(Enrolment(7), take(looks, 60), frame=0.66)
    assert [report.have for report in said if isinstance(report, FaceCollected)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("frame", [0.04, 1 / 3, 0.65])
def test_five_looks_and_three_frames_are_enough_at_any_pace(frame: float) -> None:
    assert isinstance(play(Enrolment(7), take(restless(ANNA), 400), frame=frame)[-1], FaceEnrolled)
    assert play(Recognition(3, wanted()), [sight(BERT)] * 20, frame=frame)[-1] == FaceKnown(3, 1)


@pytest.mark.parametrize("frame", [1 / 3, 0.65])
def test_a_challenge_is_followed_at_a_slow_pace_and_looked_at_again_and_again(frame: float) -> None:
    task = Recognition(3, wanted(TurnSide.LEFT))
    play(task, [sight(ANNA)] * 3, frame=frame)
    assert task.is_challenging
    looks = [*[sight(ANNA)] * 4, *[sight(ANNA, shift=0.2, slim=1.25)] * 6, *[sight(ANNA)] * 4]
    assert play(task, looks, start=3 * frame, frame=frame)[-1] == FaceKnown(3, 0)
    swapped = Recognition(3, wanted(TurnSide.LEFT))
    play(swapped, [sight(ANNA)] * 3, frame=frame)
    assert play(swapped, [sight(BERT)] * 6, start=3 * frame, frame=frame)[-1] == FaceRefused(
        3, FaceRefusal.ANOTHER
    )


def wanted(*turns: TurnSide, enrolled: tuple[Encoding, ...] = (ANNA, BERT)) -> RecognitionTask:
    return RecognitionTask(enrolled, Thresholds(), turns)


def test_three_good_frames_are_enough() -> None:
    assert play(Recognition(3, wanted()), [sight(BERT)] * 9) == [FaceSeen(3, ()), FaceKnown(3, 1)]


def test_frames_that_are_not_good_do_not_count() -> None:
    blurred = sight(ANNA, FaceProblem.BLURRED)
    said = play(Recognition(3, wanted()), [blurred, sight(ANNA), FaceProblem.NOBODY, blurred] * 9)
    assert not any(isinstance(report, FaceKnown) for report in said)


def test_a_stranger_is_refused_after_three_probes_and_no_person_is_named() -> None:
    said = play(Recognition(3, wanted()), [sight(face(0.0, 0.5))] * 60)
    assert said == [FaceSeen(3, ()), FaceRefused(3, FaceRefusal.STRANGER)]


def challenged() -> Recognition:
    task = Recognition(3, wanted(TurnSide.LEFT))
    play(task, [sight(ANNA)] * 7)
    assert task.is_challenging
    return task


def test_a_challenge_is_asked_step_by_step_and_then_the_person_is_known() -> None:
    task = challenged()
    turned = [sight(ANNA, FaceProblem.TURNED, shift=0.05 * n, slim=1.33 - 0.02 * n) for n in range(5)]
    said = play(task, [*[sight(ANNA)] * 6, *turned, *[turned[-1]] * 4, *reversed(turned)], start=0.7)
    asked = [report.what for report in said if isinstance(report, FaceAsked)]
    assert asked == [FaceAsk.TURN_LEFT, FaceAsk.LOOK_AHEAD]
    assert said[-1] == FaceKnown(3, 0)


@pytest.mark.parametrize(
    ("sights", "why"),
    [
        ([sight(ANNA, track=2)], FaceRefusal.LOST),
        ([FaceProblem.NOBODY] * int(GAP / FRAME + 3), FaceRefusal.LOST),
        ([FaceProblem.SEVERAL], FaceRefusal.SEVERAL),
        ([sight(BERT)] * 15, FaceRefusal.ANOTHER),
        ([sight(ANNA)] * 90, FaceRefusal.TOO_SLOW),
    ],
)
def test_a_challenge_that_is_interrupted_is_refused(
    sights: list[Seen | FaceProblem], why: FaceRefusal
) -> None:
    assert play(challenged(), sights, start=0.7)[-1] == FaceRefused(3, why)


def test_where_no_picture_comes_for_long_the_camera_is_to_blame() -> None:
    assert challenged().see(sight(ANNA), 0.7 + BLIND + 0.1) == [FaceRefused(3, FaceRefusal.SLOW_CAMERA)]


def test_the_kiosk_asks_for_the_models_first_and_again_of_a_new_process() -> None:
    sent: list[Order] = []
    faces = Faces(sent.append)
    assert faces.orders() == []
    ticket = faces.enrol()
    assert sent == [LoadFaces(), Enrol(ticket)] == faces.orders()
    faces.leave()
    assert sent[-1] == LeaveFaces()
    assert faces.orders() == [LoadFaces()]
    faces.leave()
    assert len(sent) == 3


def test_a_new_process_gets_a_new_challenge() -> None:
    sent: list[Order] = []
    faces = Faces(sent.append)
    faces.recognise([b"a"])
    drawn = {order.colours for _ in range(20) for order in faces.orders() if isinstance(order, Recognise)}
    assert len(drawn) > 15


@pytest.mark.parametrize(
    ("report", "passes"),
    [
        (FaceKnown(1, 1), True),
        (FaceKnown(1, 2), False),
        (FaceKnown(1, -1), False),
        (FaceKnown(2, 0), False),
        (FaceEnrolled(1, b""), False),
        (FaceSeen(1, ()), True),
    ],
)
def test_what_makes_no_sense_is_dropped(report: FaceReport, passes: bool) -> None:
    faces = Faces(lambda _: None)
    assert faces.recognise([b"a", b"b"], liveness=NO_LIVENESS) == 1
    assert faces.passes(report) is passes


def test_after_its_end_a_task_has_no_news() -> None:
    faces = Faces(lambda _: None)
    faces.recognise([b"a"], liveness=NO_LIVENESS)
    assert faces.passes(FaceRefused(1, FaceRefusal.STRANGER))
    assert not faces.passes(FaceKnown(1, 0))
    assert faces.orders() == [LoadFaces()]
