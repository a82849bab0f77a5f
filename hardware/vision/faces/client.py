"""The kiosk's side of faces: gives tasks to the vision process, and again to its replacement.

Standard library only. Templates are bytes whose meaning only the process knows; it gets them without names.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hardware.outcomes.faces import FaceEnrolled, FaceKnown, FaceRefused, FaceReport
from hardware.vision.faces.likeness import Thresholds
from hardware.vision.faces.liveness.flash import PASTELS, STEPS, Colour, tells_enough
from hardware.vision.faces.liveness.turn import TurnSide
from hardware.vision.messages import Enrol, LeaveFaces, LoadFaces, Order, Recognise


@dataclass(frozen=True, slots=True)
class Liveness:
    """Liveness checks to run; `flashes` false for people who must not see them."""

    turns: bool = True
    flashes: bool = True


NO_LIVENESS = Liveness(turns=False, flashes=False)


@dataclass(frozen=True, slots=True)
class _Request:
    ticket: int
    templates: tuple[bytes, ...] | None
    thresholds: Thresholds
    liveness: Liveness

    def order(self) -> Order:
        """The order for a process, with new challenges each time."""
        if self.templates is None:
            return Enrol(self.ticket)
        return Recognise(
            ticket=self.ticket,
            templates=self.templates,
            one=self.thresholds.one,
            many=self.thresholds.many,
            margin=self.thresholds.margin,
            turns=_turns() if self.liveness.turns else (),
            colours=_colours() if self.liveness.flashes else (),
        )


class Faces:
    """One enrolment or recognition at a time; from any thread. Works while the camera is active.

    Each returns a ticket, which all its reports bear; the last is FaceEnrolled, FaceKnown or FaceRefused, and
    none comes after `leave` or after another was begun.
    """

    def __init__(self, send: Callable[[Order], None]) -> None:
        self._send = send
        self._state = threading.Lock()
        self._wanted = False
        self._ticket = 0
        self._request: _Request | None = None

    def load(self) -> None:
        """Load the models in the background, so that the first visitor doesn't wait for them."""
        with self._state:
            self._wanted = True
        self._send(LoadFaces())

    def enrol(self) -> int:
        return self._begin(None, Thresholds(), NO_LIVENESS)

    def recognise(
        self,
        templates: Sequence[bytes],
        thresholds: Thresholds | None = None,
        liveness: Liveness | None = None,
    ) -> int:
        """One template: is it this person; several, at most `MOST_ENROLLED`: which of them, if any."""
        return self._begin(tuple(templates), thresholds or Thresholds(), liveness or Liveness())

    def leave(self) -> None:
        with self._state:
            if self._request is None:
                return
            self._request = None
        self._send(LeaveFaces())

    def _begin(self, templates: tuple[bytes, ...] | None, thresholds: Thresholds, liveness: Liveness) -> int:
        with self._state:
            self._wanted = True
            self._ticket += 1
            self._request = request = _Request(self._ticket, templates, thresholds, liveness)
        self._send(LoadFaces())
        self._send(request.order())
        return request.ticket

    # --- for the client of the process ----------------------------------------------------------

    def orders(self) -> list[Order]:
        """Orders for a new process."""
        with self._state:
            loading: list[Order] = [LoadFaces()] if self._wanted else []
            return loading + ([self._request.order()] if self._request else [])

    def passes(self, report: FaceReport) -> bool:
        """Whether a report belongs to the task and makes sense: a broken process may send anything."""
        with self._state:
            request = self._request
            if request is None or report.ticket != request.ticket:
                return False
            match report:
                case FaceKnown(person=person):
                    makes_sense = request.templates is not None and 0 <= person < len(request.templates)
                case FaceEnrolled():
                    makes_sense = request.templates is None
                case _:
                    makes_sense = True
            if makes_sense and isinstance(report, FaceKnown | FaceEnrolled | FaceRefused):
                self._request = None
            return makes_sense


def _turns() -> tuple[str, ...]:
    both = [side.name for side in TurnSide]
    return tuple(both if secrets.randbelow(2) else reversed(both))


def _colours() -> tuple[Colour, ...]:
    """A walk in which no colour follows itself, nearly every one comes, and each channel changes."""
    while True:
        drawn = tuple(secrets.choice(PASTELS) for _ in range(STEPS))
        follows_itself = any(one == following for one, following in pairwise(drawn))
        if not follows_itself and len(set(drawn)) >= len(PASTELS) - 1 and tells_enough(drawn):
            return drawn
