"""Liveness by head turns: both sides in a random order. A pure state machine over poses.

The nose of a head moves sideways when it turns, and the eyes hardly come nearer to each other; the nose of a
photo stays between the eyes, however much they are squeezed. Measured with simulated heads and photos: a head
turned by 30 degrees has a shift of 0.22 and leaves 0.91 of its slimness; a photo 0.05 and 0.89; one that is
bent around a pole 0.14 and 0.91. The 68 landmarks separate them no better than the five.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from statistics import median

from hardware.outcomes.faces import FaceAsk, FaceRefusal
from hardware.vision.faces.frame.pose import Pose

TURNED = 0.11  # eye distances that the place under the nose shifts; its tip shifts by half as much more
DEEP = 0.06  # shift less the lost slimness, in the mean of the turns; 0.13 for a head at 30 degrees
PATIENCE = 6.0  # seconds for each thing asked
_CLEAR = 0.18  # depth that needs no longer look
_LOOKS = 8  # frames that a turned head is looked at where it is not as clear
_LOOKS_LAST = 1.0  # seconds for which it is, where frames are rare; two looks in any case
_AHEAD = 0.06
_FLAT_SLIM, _FLAT_TURN = 0.80, 0.08
_JUMP = 2.4  # a second, beside the noise: faster than a head
_NOISE = 0.05
_STEADY = 3  # frames whose median counts
_BASELINE, _LEAST_BASELINE = 5, 3
_BASELINE_LASTS = 0.8  # seconds, where frames are rare


class TurnSide(Enum):
    """The person's own side, and where the nose goes in the picture."""

    LEFT = 1
    RIGHT = -1

    @property
    def ask(self) -> FaceAsk:
        return FaceAsk.TURN_LEFT if self is TurnSide.LEFT else FaceAsk.TURN_RIGHT


class TurnChallenge:
    """`see` each pose, and when it was; it says what to ask now, None when it is passed, or why it failed.

    From three frames a second on: where they are rare, fewer of them last as long. `heard` is when what it
    says reaches the person, where that is later.

    Depth is judged over all turns together: hardly a face looks quite straight ahead when it thinks it does,
    and what one side then lacks the other has too much of.
    """

    def __init__(self, sides: Sequence[TurnSide]) -> None:
        self._left = list(sides)
        self._ahead: list[Pose] = []
        self._ahead_since = 0.0
        self._base: Pose | None = None
        self._away = True  # the head must look ahead before the next turn counts
        self._lately: list[tuple[float, float]] = []
        self._looks, self._looked_since = 0, 0.0
        self._depths: list[float] = []
        self._before: tuple[float, float] | None = None
        self._asked_at: float | None = None
        self._heard = 0.0

    def see(self, pose: Pose, at: float, heard: float | None = None) -> FaceAsk | FaceRefusal | None:
        self._heard = at if heard is None else heard
        jumped = self._jumps(pose.shift, at)
        self._asked_at = self._heard if self._asked_at is None else self._asked_at
        if jumped:
            return FaceRefusal.LOST
        if at - self._asked_at > PATIENCE:
            return FaceRefusal.TOO_SLOW
        if self._base is None:
            return self._learn_the_front(pose, at)
        shift, slim = pose.shift - self._base.shift, pose.slimness / self._base.slimness
        if self._away:
            return self._look_ahead(shift)
        return self._turn(shift * self._left[0].value, slim, at)

    def _jumps(self, shift: float, at: float) -> bool:
        before, self._before = self._before, (shift, at)
        return before is not None and abs(shift - before[0]) > _NOISE + _JUMP * (at - before[1])

    def _learn_the_front(self, pose: Pose, at: float) -> FaceAsk:
        self._ahead = [*self._ahead, pose] if abs(pose.shift) < 2 * _AHEAD else []
        if len(self._ahead) <= 1:
            self._ahead_since = at
        lasts = len(self._ahead) >= _LEAST_BASELINE and at - self._ahead_since >= _BASELINE_LASTS
        if len(self._ahead) < _BASELINE and not lasts:
            return FaceAsk.LOOK_AHEAD
        shifts, slims = [seen.shift for seen in self._ahead], [seen.slimness for seen in self._ahead]
        self._base = Pose(median(shifts), median(slims), pose.roll)
        return self._ask_for_a_turn()

    def _look_ahead(self, shift: float) -> FaceAsk | FaceRefusal | None:
        if abs(shift) > _AHEAD:
            return FaceAsk.LOOK_AHEAD
        if self._left:
            return self._ask_for_a_turn()
        return None if sum(self._depths) / len(self._depths) >= DEEP else FaceRefusal.FLAT

    def _ask_for_a_turn(self) -> FaceAsk:
        self._away, self._lately, self._looks, self._asked_at = False, [], 0, self._heard
        self._depths.append(-1.0)
        return self._left[0].ask

    def _turn(self, turn: float, slim: float, at: float) -> FaceAsk | FaceRefusal:
        asked = self._left[0].ask
        self._lately = [*self._lately[1 - _STEADY :], (turn, slim)]
        if len(self._lately) < _STEADY:
            return asked
        turn, slim = (median(values) for values in zip(*self._lately, strict=True))
        if turn <= -TURNED:
            return FaceRefusal.WRONG_SIDE
        if slim < _FLAT_SLIM and turn < _FLAT_TURN:
            return FaceRefusal.FLAT
        if turn < TURNED:
            return asked
        self._looks += 1
        self._looked_since = at if self._looks == 1 else self._looked_since
        self._depths[-1] = max(self._depths[-1], turn - (1.0 - slim))
        enough = self._looks >= _LOOKS or (self._looks > 1 and at - self._looked_since >= _LOOKS_LAST)
        if self._depths[-1] < _CLEAR and not enough:
            return asked
        del self._left[0]
        self._away, self._asked_at = True, self._heard
        return FaceAsk.LOOK_AHEAD
