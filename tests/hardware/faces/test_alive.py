"""The proofs of life as state machines over plain measurements: what passes, what fails, and why."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.outcomes.faces import FaceAsk, FaceRefusal
from hardware.vision.faces.client import _colours, _turns
from hardware.vision.faces.frame.pose import Pose
from hardware.vision.faces.liveness.flash import (
    LONGEST,
    PASTELS,
    STEP,
    STEPS,
    Colour,
    FlashChallenge,
    Light,
    echo,
    tells_enough,
)
from hardware.vision.faces.liveness.turn import PATIENCE, TurnChallenge, TurnSide

FRAME = 0.08
Answer = FaceAsk | FaceRefusal | None


def head(yaw: float) -> Pose:
    """As a head turned by `yaw` of 1 appears: measured at 30 degrees."""
    return Pose(0.22 * yaw, 1.33 * (1 - 0.09 * abs(yaw)), 0.0)


def photo(yaw: float) -> Pose:
    return Pose(0.05 * yaw, 1.33 * (1 - 0.25 * abs(yaw)), 0.0)


def bent_photo(yaw: float) -> Pose:
    return Pose(0.14 * yaw, 1.33 * (1 - 0.13 * abs(yaw)), 0.0)


def obey(challenge: TurnChallenge, looks: Iterable[Pose], start: float = 0.0, frame: float = FRAME) -> Answer:
    """The last answer after these poses, a frame each; it stops at an end."""
    answer: Answer = FaceAsk.LOOK_AHEAD
    for number, pose in enumerate(looks):
        answer = challenge.see(pose, start + number * frame)
        if not isinstance(answer, FaceAsk):
            return answer
    return answer


def visit(challenge: TurnChallenge, surface: object, sides: Sequence[TurnSide]) -> Answer:
    """Do what is asked, as a person does, with any of the surfaces above."""
    poses: list[Pose] = [surface(0.0)] * 6  # type: ignore[operator]  # one of the functions above
    for side in sides:
        way = [*[side.value * step / 6 for step in range(7)], *[float(side.value)] * 9]
        poses += [surface(yaw) for yaw in (*way, *reversed(way[:7]), 0.0)]  # type: ignore[operator]  # as before
    return obey(challenge, poses)


@pytest.mark.parametrize("sides", [(TurnSide.LEFT, TurnSide.RIGHT), (TurnSide.RIGHT, TurnSide.LEFT)])
def test_a_head_that_turns_as_asked_passes(sides: tuple[TurnSide, ...]) -> None:
    assert visit(TurnChallenge(sides), head, sides) is None


@pytest.mark.parametrize("surface", [photo, bent_photo])
def test_a_photo_that_turns_as_asked_is_flat(surface: object) -> None:
    sides = (TurnSide.LEFT, TurnSide.RIGHT)
    assert visit(TurnChallenge(sides), surface, sides) in (FaceRefusal.FLAT, FaceRefusal.TOO_SLOW)


SLOW = [1 / 3, 0.5, 0.65]
"""Seconds from frame to frame of a camera in a dark corner, or of a machine that is busy."""


def turn_as_asked(surface: Callable[[float], Pose], sides: Sequence[TurnSide], frame: float) -> Answer:
    """A person at a screen who begins to turn 0.4 s after the arrow, and needs 0.5 s for it."""
    challenge = TurnChallenge(sides)
    goals = {FaceAsk.TURN_LEFT: 1.0, FaceAsk.TURN_RIGHT: -1.0}
    yaw, heard = 0.0, [(0.0, FaceAsk.LOOK_AHEAD)]
    for number in range(int(40 / frame)):
        now = number * frame
        goal = next(goals.get(asked, 0.0) for at, asked in reversed(heard) if at + 0.4 <= now or at == 0.0)
        yaw += max(-2 * frame, min(2 * frame, goal - yaw))
        answer = challenge.see(surface(yaw), now)
        if not isinstance(answer, FaceAsk):
            return answer
        heard.append((now, answer))
    return FaceRefusal.TOO_SLOW


@pytest.mark.parametrize("frame", [0.04, 0.1, *SLOW])
def test_a_turn_does_not_depend_on_how_many_frames_there_are(frame: float) -> None:
    for sides in ((TurnSide.LEFT, TurnSide.RIGHT), (TurnSide.RIGHT, TurnSide.LEFT)):
        assert turn_as_asked(head, sides, frame) is None
        assert turn_as_asked(photo, sides, frame) in (FaceRefusal.FLAT, FaceRefusal.TOO_SLOW)
        assert turn_as_asked(bent_photo, sides, frame) in (FaceRefusal.FLAT, FaceRefusal.TOO_SLOW)


def test_who_hears_late_has_as_long() -> None:
    """A machine that needs two seconds for a look tells later what to do; the time begins then."""
    challenge = TurnChallenge((TurnSide.LEFT,))
    for number in range(5):
        challenge.see(head(0), number * 0.1, number * 0.1 + 2.0)
    assert challenge.see(head(0), PATIENCE + 1.5, PATIENCE + 3.5) is FaceAsk.TURN_LEFT
    assert challenge.see(head(0), PATIENCE + 2.6, PATIENCE + 4.6) is FaceRefusal.TOO_SLOW


def test_what_is_asked_follows_what_is_done() -> None:
    challenge = TurnChallenge((TurnSide.RIGHT,))
    assert obey(challenge, [head(0)] * 4) is FaceAsk.LOOK_AHEAD
    assert obey(challenge, [head(0)] * 2, 1.0) is FaceAsk.TURN_RIGHT
    assert obey(challenge, [head(-0.6)] * 1 + [head(-1.0)] * 9, 1.2) is FaceAsk.LOOK_AHEAD
    assert obey(challenge, [head(-0.4), head(0.0)], 2.2) is None


def test_the_other_side_first_is_the_wrong_side() -> None:
    assert (
        visit(TurnChallenge((TurnSide.LEFT, TurnSide.RIGHT)), head, (TurnSide.RIGHT,))
        is FaceRefusal.WRONG_SIDE
    )


def test_who_never_turns_is_too_slow() -> None:
    still = [head(0)] * int(2 * PATIENCE / FRAME)
    assert obey(TurnChallenge((TurnSide.LEFT,)), still) is FaceRefusal.TOO_SLOW


def test_a_frontal_photo_swapped_for_a_turned_one_is_a_jump() -> None:
    looks = [head(0)] * 6 + [head(1.6)]
    assert obey(TurnChallenge((TurnSide.LEFT,)), looks) is FaceRefusal.LOST


def test_a_crooked_nose_passes_since_both_sides_are_judged_together() -> None:
    sides = (TurnSide.LEFT, TurnSide.RIGHT)

    def crooked(yaw: float) -> Pose:
        turned = head(yaw)
        return Pose(turned.shift + 0.08, turned.slimness * (1 + 0.06 * yaw), 3.0)

    assert visit(TurnChallenge(sides), crooked, sides) is None


@given(st.lists(st.tuples(st.floats(-0.6, 0.6), st.floats(0.3, 3)), max_size=80))
def test_noise_ends_in_no_bug_and_never_passes_without_both_turns(noise: list[tuple[float, float]]) -> None:
    challenge = TurnChallenge((TurnSide.LEFT, TurnSide.RIGHT))
    answer = obey(challenge, [Pose(shift, slim, 0.0) for shift, slim in noise])
    if answer is None:
        assert max(shift for shift, _ in noise) > 0.1
        assert min(shift for shift, _ in noise) < -0.1


def colours(seed: int = 1) -> tuple[Colour, ...]:
    chance = random.Random(seed)  # noqa: S311  repeatable draws, no secret
    return tuple(chance.choice(PASTELS) for _ in range(STEPS))


def walk(seed: int = 1) -> tuple[Colour, ...]:
    """Colours as they are drawn: each another than the one before."""
    chance = random.Random(seed)  # noqa: S311  repeatable draws, no secret
    drawn = [chance.choice(PASTELS)]
    while len(drawn) < STEPS:
        drawn.append(chance.choice([pastel for pastel in PASTELS if pastel != drawn[-1]]))
    return tuple(drawn)


def lit(colour: Colour, strength: float) -> Light:
    red, green, blue = (1.0 + strength * (part / 255) ** 2.2 for part in colour)
    return 0.5 * red, 0.4 * green, 0.3 * blue


def flash(
    face: float,
    around: float,
    shown: tuple[Colour, ...],
    *,
    seen: Sequence[Colour] | None = None,
    frame: float = FRAME,
    late: float = 0.0,
) -> Colour | FaceRefusal | None:
    """The end of a challenge: by `face` and `around` the screen's share of the light on each. The screen
    shows what was told last, `late` seconds after the frame; `seen` is what answers, where it is not that."""
    challenge = FlashChallenge(shown)
    seen = seen or shown
    told = [(0.0, 0)]
    for number in range(int((STEPS + 1) * 3.0 / frame)):
        now = number * frame
        step = next((step for at, step in reversed(told) if at <= now), 0)
        answer = challenge.see(lit(seen[step], face), lit(seen[step], around), now, now + late)
        if not isinstance(answer, tuple):
            return answer
        following = next(n for n in (told[-1][1], told[-1][1] + 1) if shown[min(n, STEPS - 1)] == answer)
        if following != told[-1][1]:
            told.append((now + late, following))
    pytest.fail("the challenge has no end")


def test_skin_that_answers_the_screen_passes() -> None:
    assert flash(0.3, 0.2, walk()) is None


def test_a_phone_that_does_not_answer_beside_a_body_that_does_has_no_echo() -> None:
    assert flash(0.001, 0.2, walk()) is FaceRefusal.NO_ECHO


def test_where_nothing_answers_it_is_too_light_for_the_screen() -> None:
    assert flash(0.02, 0.02, walk()) is FaceRefusal.TOO_LIGHT_HERE


def test_a_recording_under_other_colours_has_no_echo() -> None:
    assert flash(0.3, 0.3, walk(1), seen=walk(2)) is FaceRefusal.NO_ECHO


@pytest.mark.parametrize("frame", [0.04, 0.1, *SLOW])
@pytest.mark.parametrize("late", [0.0, 0.3])
def test_the_colours_wait_for_frames_that_are_rare_or_late(frame: float, late: float) -> None:
    assert flash(0.3, 0.2, walk(), frame=frame, late=late) is None
    assert flash(0.001, 0.2, walk(), frame=frame, late=late) is FaceRefusal.NO_ECHO
    assert flash(0.3, 0.3, walk(), seen=walk(2), frame=frame, late=late) is FaceRefusal.NO_ECHO


def test_never_more_than_two_colours_a_second() -> None:
    for frame in (0.01, 0.04, 0.1, *SLOW):
        challenge, changes = FlashChallenge(walk()), list[float]()
        last: object = None
        for number in range(int(20 / frame)):
            answer = challenge.see((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), number * frame)
            if not isinstance(answer, tuple):
                break
            if answer != last:
                changes.append(number * frame)
            last = answer
        assert len(changes) == STEPS
        assert all(later - before >= STEP - 0.121 for before, later in pairwise(changes))
        assert changes[-1] - changes[0] >= (STEPS - 1) * STEP - 0.121


def test_a_colour_that_is_not_seen_for_long_is_lost() -> None:
    challenge, dark = FlashChallenge(colours()), (0.1, 0.1, 0.1)
    assert isinstance(challenge.see(dark, dark, 0.0), tuple)
    assert challenge.see(dark, dark, LONGEST + 0.1) is FaceRefusal.LOST


def test_slow_daylight_is_no_echo_and_hides_none() -> None:
    shown = colours()
    drifting = [tuple(part * (1 + 0.05 * n) for part in lit(c, 0.3)) for n, c in enumerate(shown)]
    assert echo(shown, drifting).correlation > 0.9  # type: ignore[arg-type]  # three each
    assert echo(shown, [(1 + 0.05 * n,) * 3 for n in range(STEPS)]).depth == pytest.approx(0, abs=1e-9)
    assert echo(shown, [(0.0, 0.0, 0.0)] * STEPS).correlation == 0


def test_a_channel_that_skin_hardly_gives_back_does_not_drown_the_others() -> None:
    chance = random.Random(5)  # noqa: S311  repeatable draws, no secret
    shown = colours()

    def on_skin(colour: Colour) -> Light:
        red, _, _ = lit(colour, 0.25)
        return red, 0.08 + chance.gauss(0, 0.006), 0.08 + chance.gauss(0, 0.006)

    assert echo(shown, [on_skin(colour) for colour in shown]).correlation > 0.9


def test_every_channel_of_a_walk_changes() -> None:
    assert all(tells_enough(_colours()) for _ in range(20))
    assert not tells_enough((PASTELS[0], PASTELS[3]) * (STEPS // 2))  # red is always whole


def test_the_colours_are_pale_change_at_each_step_and_are_drawn_anew() -> None:
    drawn = [_colours() for _ in range(20)]
    assert len(set(drawn)) > 15
    assert {len(walk) for walk in drawn} == {STEPS}
    for walk in drawn:
        assert all(one != other for one, other in pairwise(walk))
        assert min(part for colour in walk for part in colour) >= 160
    assert STEP >= 0.5  # two steps a second: less than one flash


def test_both_sides_are_asked_for_in_either_order() -> None:
    assert {_turns() for _ in range(60)} == {("LEFT", "RIGHT"), ("RIGHT", "LEFT")}
