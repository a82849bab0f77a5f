"""What is decided about faces, without a camera and without a model: matching, pose, quality, tracking."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.outcomes.faces import FaceProblem
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.frame.pose import Pose, pose_of
from hardware.vision.faces.frame.quality import Limits, Measures, problems
from hardware.vision.faces.frame.tracker import BLIND, GAP, Followed, Tracker
from hardware.vision.faces.likeness import Thresholds, is_accepted, likeness, who
from hardware.vision.faces.pace import Pace
from hardware.vision.faces.templates import LENGTH, Encoding, NoTemplateError, distance, mean, pack, unpack


def at(*first: float) -> Encoding:
    """An encoding with these numbers first and zeros behind."""
    return (*first, *[0.0] * (LENGTH - len(first)))


USUAL = Thresholds()
ANNA, BERT = at(0.0), at(1.0)


def test_one_person_is_known_below_the_threshold_and_not_at_it() -> None:
    assert who(at(USUAL.one - 0.01), [ANNA], USUAL) == 0
    assert who(at(USUAL.one), [ANNA], USUAL) is None


def test_among_several_the_nearest_is_known_if_it_stands_out() -> None:
    assert who(at(0.4), [BERT, ANNA], USUAL) == 1
    assert who(at(0.43), [BERT, ANNA], USUAL) is None
    twin = at(0.0, 0.0, 0.02)
    assert who(at(0.3), [ANNA, twin], USUAL) is None


def test_nobody_is_known_among_nobody() -> None:
    assert who(ANNA, [], USUAL) is None
    with pytest.raises(ValueError, match="nobody"):
        likeness(ANNA, [])


@given(st.floats(0, 2), st.floats(0, 2))
def test_two_templates_that_look_the_same_are_never_told_apart(x: float, y: float) -> None:
    probe = at(x, y)
    assert who(probe, [ANNA, ANNA], USUAL) is None


def test_a_single_picture_may_be_farther_away_but_must_stand_out_the_more() -> None:
    single = USUAL.for_one_picture()
    assert USUAL.many < single.many < 0.5
    assert single.margin > USUAL.margin
    assert single.one >= USUAL.one
    found = likeness(at(0.47), [ANNA, at(0.47, 0.53)])
    assert not is_accepted(found, single)
    assert is_accepted(likeness(at(0.47), [ANNA, at(0.47, 0.7)]), single)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # beside a load it is
@given(st.lists(st.floats(-1, 1, width=32), min_size=LENGTH, max_size=LENGTH))
def test_a_template_goes_through_its_bytes(numbers: list[float]) -> None:
    encoding = tuple(numbers)
    assert unpack(pack(encoding)) == encoding


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        pack(ANNA)[:-1],
        pack(ANNA) + b"\0",
        b"dlb2" + pack(ANNA)[4:],
        pack(at(math.nan)),
        pack(at(math.inf)),
    ],
)
def test_what_is_no_template_is_refused(bad: bytes) -> None:
    with pytest.raises(NoTemplateError):
        unpack(bad)


def test_a_mean_lies_in_the_middle() -> None:
    assert distance(mean([ANNA, BERT]), at(0.5)) == 0
    with pytest.raises(ValueError, match="nothing"):
        mean([])


FRONT = [(70.0, 40.0), (60.0, 40.0), (30.0, 40.0), (40.0, 40.0), (50.0, 63.0)]


def test_a_face_from_the_front_has_no_shift_and_no_roll() -> None:
    pose = pose_of(FRONT)
    assert pose.shift == pytest.approx(0)
    assert pose.roll == pytest.approx(0)
    assert pose.slimness == pytest.approx(30 / 23)


@given(st.floats(-40, 40), st.floats(0.2, 5), st.floats(-0.5, 0.5))
def test_tilt_and_distance_change_neither_shift_nor_slimness(angle: float, size: float, shift: float) -> None:
    points = [*FRONT[:4], (50.0 + 30 * shift, 63.0)]
    sin, cos = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    moved = [(size * (x * cos - y * sin), size * (x * sin + y * cos)) for x, y in points]
    pose = pose_of(moved)
    assert pose.shift == pytest.approx(shift, abs=1e-9)
    assert pose.slimness == pytest.approx(30 / 23)
    assert pose.roll == pytest.approx(angle)


def test_a_nose_above_the_eyes_is_no_crash() -> None:
    assert pose_of([*FRONT[:4], (50.0, 10.0)]).slimness == 10
    assert pose_of([(0.0, 0.0)] * 5).shift == 0


GOOD = Measures(
    width=120,
    share=0.2,
    pose=Pose(0.0, 1.33, 0.0),
    light=120,
    contrast=35,
    burnt=0.0,
    drowned=0.0,
    sides=1.1,
    sharpness=0.6,
)


@pytest.mark.parametrize(
    ("measures", "problem"),
    [
        (replace(GOOD, width=60), FaceProblem.TOO_FAR),
        (replace(GOOD, share=0.8), FaceProblem.TOO_CLOSE),
        (replace(GOOD, light=40), FaceProblem.TOO_DARK),
        (replace(GOOD, drowned=0.5), FaceProblem.TOO_DARK),
        (replace(GOOD, light=220), FaceProblem.TOO_BRIGHT),
        (replace(GOOD, burnt=0.2), FaceProblem.TOO_BRIGHT),
        (replace(GOOD, sides=3.0), FaceProblem.UNEVEN_LIGHT),
        (replace(GOOD, pose=Pose(-0.2, 1.2, 0.0)), FaceProblem.TURNED),
        (replace(GOOD, pose=Pose(0.0, 1.33, 25.0)), FaceProblem.TILTED),
        (replace(GOOD, sharpness=0.2), FaceProblem.BLURRED),
        (replace(GOOD, contrast=5), FaceProblem.BLURRED),
    ],
)
def test_each_thing_that_is_wrong_is_told(measures: Measures, problem: FaceProblem) -> None:
    assert problems(measures, Limits()) == (problem,)


def test_a_good_frame_has_no_problem_and_a_bad_one_may_have_several() -> None:
    assert problems(GOOD, Limits()) == ()
    both = replace(GOOD, width=60, sharpness=0.1)
    assert problems(both, Limits()) == (FaceProblem.TOO_FAR, FaceProblem.BLURRED)


HERE, NEAR_HERE, THERE = Box(100, 100, 200, 200), Box(110, 105, 210, 205), Box(300, 100, 400, 200)
CHILD_BEHIND = Box(300, 100, 350, 150)


def track(seen: Followed | FaceProblem) -> int:
    assert isinstance(seen, Followed)
    return seen.track


def test_a_face_that_moves_a_little_is_one_face() -> None:
    tracker = Tracker()
    assert track(tracker.follow([HERE], 0.0)) == track(tracker.follow([NEAR_HERE], 0.1))


def test_a_jump_or_a_gap_makes_it_another() -> None:
    tracker = Tracker()
    first = track(tracker.follow([HERE], 0.0))
    jumped = track(tracker.follow([THERE], 0.1))
    assert jumped != first
    assert tracker.follow([], 0.2) is FaceProblem.NOBODY
    assert track(tracker.follow([THERE], 0.2 + GAP / 2)) == jumped
    assert track(tracker.follow([THERE], 0.3 + 2 * GAP)) != jumped


def test_a_slow_camera_is_no_gap() -> None:
    tracker = Tracker()
    tracks = {track(tracker.follow([NEAR_HERE if n % 2 else HERE], n * 0.66)) for n in range(8)}
    assert len(tracks) == 1
    assert track(tracker.follow([HERE], 7 * 0.66 + BLIND + 0.1)) not in tracks


def test_a_short_absence_between_rare_pictures_is_a_gap() -> None:
    tracker = Tracker()
    first = track(tracker.follow([HERE], 0.0))
    assert tracker.follow([], 0.33) is FaceProblem.NOBODY
    assert track(tracker.follow([HERE], 0.66)) != first


@pytest.mark.parametrize(
    ("rate", "slow"), [(0.5, True), (1.0, True), (2.0, False), (3.0, False), (25.0, False)]
)
def test_too_few_pictures_are_noticed(rate: float, slow: bool) -> None:
    pace = Pace()
    assert any(pace.see(n / rate, n) for n in range(int(20 * rate) + 1)) is slow


def test_a_camera_that_stops_for_a_moment_is_not_slow() -> None:
    pace, times = Pace(), [n / 10 for n in range(200) if not 40 <= n < 65]
    assert not any(pace.see(at, number) for number, at in enumerate(times))


def test_a_machine_that_looks_at_one_picture_of_ten_is_busy_and_at_one_of_fifty_too_slow() -> None:
    for looks_at, slow in ((10, False), (50, True)):
        pace = Pace()
        assert any(pace.see(n / 10, n) for n in range(0, 400, looks_at)) is slow


def test_two_near_faces_ask_for_one_person_and_who_stands_behind_does_not_matter() -> None:
    tracker = Tracker()
    tracker.follow([HERE, THERE], 0.0)
    assert tracker.near is None  # look everywhere, to make sure
    assert tracker.follow([HERE, THERE], 0.1) is FaceProblem.SEVERAL
    assert isinstance(Tracker().follow([HERE, CHILD_BEHIND], 0.0), Followed)


def test_a_face_in_a_curtain_is_seen_once_and_forgotten() -> None:
    tracker = Tracker()
    seen = [tracker.follow(boxes, 0.1 * n) for n, boxes in enumerate([[HERE, THERE], [HERE], [HERE, THERE]])]
    assert {track(each) for each in seen} == {1}
