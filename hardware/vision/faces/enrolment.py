"""Five different good looks of one person become a template. Pure."""

from __future__ import annotations

from hardware.outcomes.faces import FaceCollected, FaceEnrolled, FaceProblem, FaceReport
from hardware.vision.faces.frame.looker import Seen
from hardware.vision.faces.problems import ProblemReports
from hardware.vision.faces.templates import Encoding, distance, mean, pack

WANTED = 5
_PAUSE = 0.4  # seconds between two looks
_DIFFERENT = 0.06  # two frames of somebody who does not move are nearer than this
_SAME_PERSON, _SAME_AFTER_A_GAP = 0.5, 0.45
_MOST_ALIKE = 6  # times that a look is found too alike; then it counts all the same


class Enrolment:
    """`see` what each frame shows; `done` after the template was told. Another face begins anew, and so does
    one that was out of sight and is not surely the same: who only looked away for a moment goes on."""

    def __init__(self, ticket: int) -> None:
        self._ticket = ticket
        self._telling = ProblemReports(ticket)
        self._encodings: list[Encoding] = []
        self._track = 0
        self._next_at = 0.0
        self._alike = 0
        self._limit = _SAME_PERSON
        self.done = False

    def see(self, sight: Seen | FaceProblem, now: float) -> list[FaceReport]:
        if isinstance(sight, FaceProblem):
            return self._telling.problems((sight,), now)
        if sight.track != self._track:
            self._track, self._limit = sight.track, _SAME_AFTER_A_GAP
        if sight.problems or now < self._next_at:
            return self._telling.problems(sight.problems, now) if sight.problems else []
        return self._take(sight.encode(), now)

    def _take(self, encoding: Encoding, now: float) -> list[FaceReport]:
        self._next_at = now + _PAUSE
        distances = [distance(encoding, other) for other in self._encodings]
        if any(d > self._limit for d in distances):
            return [*self._begin_anew(), *self._take(encoding, now)]
        self._limit = _SAME_PERSON
        if any(d < _DIFFERENT for d in distances) and self._alike < _MOST_ALIKE:
            self._alike += 1
            return self._telling.problems((FaceProblem.ALIKE,), now)
        self._alike = 0
        self._encodings.append(encoding)
        said: list[FaceReport] = [
            *self._telling.problems((), now),
            FaceCollected(self._ticket, len(self._encodings), WANTED),
        ]
        if len(self._encodings) == WANTED:
            self.done = True
            said.append(FaceEnrolled(self._ticket, pack(mean(self._encodings))))
            self._encodings = []
        return said

    def _begin_anew(self) -> list[FaceReport]:
        if not self._encodings:
            return []
        self._encodings, self._alike = [], 0
        return [FaceCollected(self._ticket, 0, WANTED)]
