"""Recognition and liveness: one attempt, from its first good frame on. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hardware.outcomes.faces import (
    FaceAsk,
    FaceAsked,
    FaceKnown,
    FaceProblem,
    FaceRefusal,
    FaceRefused,
    FaceReport,
)
from hardware.vision.faces.frame.looker import Seen
from hardware.vision.faces.frame.tracker import is_lost
from hardware.vision.faces.likeness import FRAMES, Thresholds, who
from hardware.vision.faces.liveness.flash import Colour, FlashChallenge
from hardware.vision.faces.liveness.turn import TurnChallenge, TurnSide
from hardware.vision.faces.problems import ProblemReports
from hardware.vision.faces.templates import Encoding, distance, mean

_PAUSE = 0.12  # seconds between two frames of a probe: neighbours are too alike to help
_SAME_PERSON, _SAME_AFTER_A_GAP = 0.5, 0.42
_TRIES = 3  # probes before somebody counts as a stranger
_LOOK_AGAIN = 0.4  # seconds between two looks at who it is, during a challenge
_AHEAD, _TURNED_AWAY = 0.10, 0.60  # nose's shift for a full look; distance that a turned face may have
_MISSES = 2


@dataclass(frozen=True, slots=True)
class RecognitionTask:
    """One attempt's demands: one of `enrolled`, then the turns, then the colours (either may be none)."""

    enrolled: tuple[Encoding, ...]
    thresholds: Thresholds
    turns: tuple[TurnSide, ...] = ()
    colours: tuple[Colour, ...] = ()


class Recognition:
    """`see` what each frame shows and when it was taken; `done` after FaceKnown or FaceRefused was told.

    `clock` says when what is told is heard, where frames are looked at later than they are taken.
    During the challenges the face is followed without a gap and compared with the template again and again.
    """

    def __init__(
        self, ticket: int, wanted: RecognitionTask, clock: Callable[[], float] | None = None
    ) -> None:
        self._clock = clock
        self._ticket = ticket
        self._wanted = wanted
        self._telling = ProblemReports(ticket)
        self._probe: list[Encoding] = []
        self._track = 0
        self._next_at = 0.0
        self._tries = 0
        self._person: int | None = None
        self._seen_at = 0.0
        self._missed = False
        self._limit = _SAME_PERSON
        self._misses = 0
        self._turns = TurnChallenge(wanted.turns) if wanted.turns else None
        self._flash = FlashChallenge(wanted.colours) if wanted.colours else None
        self._asked: FaceAsked | None = None
        self.done = False

    @property
    def is_challenging(self) -> bool:
        """Whether every frame counts."""
        return self._person is not None and not self.done

    def see(self, sight: Seen | FaceProblem, now: float) -> list[FaceReport]:
        if self._person is None:
            return self._gather(sight, now)
        return self._challenge(self._person, sight, now)

    def _gather(self, sight: Seen | FaceProblem, now: float) -> list[FaceReport]:
        if isinstance(sight, FaceProblem):
            self._probe = []
            return self._telling.problems((sight,), now)
        if sight.track != self._track:
            self._track, self._limit = sight.track, _SAME_AFTER_A_GAP
        said = self._telling.problems(sight.problems, now)
        if sight.problems or now < self._next_at:
            return said
        self._next_at = now + _PAUSE
        encoding = sight.encode()
        if any(distance(encoding, other) > self._limit for other in self._probe):
            self._probe = []
        self._limit = _SAME_PERSON
        self._probe.append(encoding)
        if len(self._probe) < FRAMES:
            return said
        return [*said, *self._decide(mean(self._probe), now)]

    def _decide(self, probe: Encoding, now: float) -> list[FaceReport]:
        self._probe = []
        person = who(probe, self._wanted.enrolled, self._wanted.thresholds)
        if person is None:
            self._tries += 1
            return self._refuse(FaceRefusal.STRANGER) if self._tries == _TRIES else []
        self._person, self._seen_at, self._next_at = person, now, now + _LOOK_AGAIN
        return self._know_if_nothing_is_left()

    def _challenge(self, person: int, sight: Seen | FaceProblem, now: float) -> list[FaceReport]:
        self._missed = self._missed or isinstance(sight, FaceProblem)
        if is_lost(now - self._seen_at, missed=self._missed):
            return self._refuse(FaceRefusal.LOST if self._missed else FaceRefusal.SLOW_CAMERA)
        if sight is FaceProblem.SEVERAL:
            return self._refuse(FaceRefusal.SEVERAL)
        if isinstance(sight, FaceProblem):
            return []
        self._seen_at, self._missed = now, False
        if sight.track != self._track:
            return self._refuse(FaceRefusal.LOST)
        if not self._is_still(person, sight, now):
            return self._refuse(FaceRefusal.ANOTHER)
        if self._turns is not None:
            return self._turn(self._turns, sight, now)
        if self._flash is not None:
            return self._show(self._flash, sight, now)
        raise AssertionError("a challenge of nothing")

    def _turn(self, turns: TurnChallenge, sight: Seen, now: float) -> list[FaceReport]:
        match turns.see(sight.pose, now, self._heard(now)):
            case FaceRefusal() as why:
                return self._refuse(why)
            case FaceAsk() as what:
                return self._ask(FaceAsked(self._ticket, what))
            case None:
                self._turns = None
                return self._know_if_nothing_is_left()

    def _show(self, flash: FlashChallenge, sight: Seen, now: float) -> list[FaceReport]:
        match flash.see(sight.face_light, sight.around_light, now, self._heard(now)):
            case FaceRefusal() as why:
                return self._refuse(why)
            case None:
                self._flash = None
                return self._know_if_nothing_is_left()
            case colour:
                return self._ask(FaceAsked(self._ticket, FaceAsk.HOLD_STILL, colour))

    def _is_still(self, person: int, sight: Seen, now: float) -> bool:
        """Whether this is the person who was recognised, looked at now and then."""
        if now < self._next_at or FaceProblem.BLURRED in sight.problems:
            return True
        self._next_at = now + _LOOK_AGAIN
        thresholds = self._wanted.thresholds.for_one_picture()
        limit = thresholds.one if abs(sight.pose.shift) < _AHEAD else max(thresholds.one, _TURNED_AWAY)
        near = distance(sight.encode(), self._wanted.enrolled[person]) < limit
        self._misses = 0 if near else self._misses + 1
        return self._misses < _MISSES

    def _know_if_nothing_is_left(self) -> list[FaceReport]:
        if self._turns is not None or self._flash is not None or self._person is None:
            return []
        if self._misses:  # the last look was not sure
            return self._refuse(FaceRefusal.ANOTHER)
        self.done = True
        return [FaceKnown(self._ticket, self._person)]

    def _heard(self, at: float) -> float:
        return at if self._clock is None else max(at, self._clock())

    def _ask(self, asked: FaceAsked) -> list[FaceReport]:
        if asked == self._asked:
            return []
        self._asked = asked
        return [asked]

    def _refuse(self, why: FaceRefusal) -> list[FaceReport]:
        self.done = True
        return [FaceRefused(self._ticket, why)]
