"""The vision process' part: models loaded in the background, one task at a time, its reports."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from hardware.cameras.camera import Gray, Picture
from hardware.outcomes.faces import FaceProblem, FaceRefusal, FaceRefused
from hardware.vision.faces.enrolment import Enrolment
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.frame.looker import Looker
from hardware.vision.faces.likeness import Thresholds
from hardware.vision.faces.liveness.turn import TurnSide
from hardware.vision.faces.models import Missing, Models, load
from hardware.vision.faces.pace import Pace
from hardware.vision.faces.recognition import Recognition, RecognitionTask
from hardware.vision.faces.templates import NoTemplateError, unpack
from hardware.vision.messages import (
    Enrol,
    FacesMissing,
    FacesReady,
    LeaveFaces,
    LoadFaces,
    Recognise,
    Report,
)

FaceOrder = LoadFaces | Enrol | Recognise | LeaveFaces


class FaceWork:
    """`obey` on one thread, `see` on another; `say` takes calls from all. `clock` is that of the pictures."""

    def __init__(
        self,
        say: Callable[[Report], None],
        load: Callable[[], Models | Missing] = load,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say = say
        self._load = load
        self._clock = clock
        self._pace = Pace()
        self._state = threading.Lock()
        self._loading = False
        self._models: Models | Missing | None = None
        self._looker: Looker | None = None
        self._task: Enrolment | Recognition | None = None
        self._ticket = 0
        self.box: Box | None = None

    @property
    def busy(self) -> bool:
        """Whether frames are wanted."""
        return self._task is not None and self._looker is not None

    @property
    def is_challenging(self) -> bool:
        """Whether every frame is wanted at once, and the light held as it is."""
        task = self._task
        return isinstance(task, Recognition) and task.is_challenging

    def obey(self, order: FaceOrder) -> None:
        match order:
            case LoadFaces():
                self._begin_to_load()
            case LeaveFaces():
                self._take(None, 0)
            case Enrol(ticket):
                self._take(Enrolment(ticket), ticket)
            case Recognise():
                try:
                    self._take(_recognition(order, self._clock), order.ticket)
                except NoTemplateError:
                    self._take(None, 0)
                    self._say(FaceRefused(order.ticket, FaceRefusal.BAD_TEMPLATE))

    def see(self, picture: Picture, gray: Gray, at: float, number: int | None = None) -> None:
        """`at`: when the picture was taken; `number`: the camera's count of them, None for one that stands
        still. Where too few come, that is said, and the task is over."""
        with self._state:
            task, looker, pace, ticket = self._task, self._looker, self._pace, self._ticket
        if task is None or looker is None:
            return
        if number is not None and pace.see(at, number):
            self._give_up(task, FaceRefused(ticket, FaceRefusal.SLOW_CAMERA))
            return
        sight = looker.look(picture, gray, at)
        self.box = None if isinstance(sight, FaceProblem) else sight.box
        reports = task.see(sight, at)
        with self._state:
            if self._task is not task:
                return
            if task.done:
                self._task, self.box = None, None
        for report in reports:
            self._say(report)

    def _take(self, task: Enrolment | Recognition | None, ticket: int) -> None:
        with self._state:
            self._task, self._ticket, self.box = task, ticket, None
            self._pace = Pace()
            if isinstance(self._models, Models):
                self._looker = Looker(self._models)  # nobody is followed from one task into the next
        if task is not None:
            self._refuse_without_models()

    def _give_up(self, task: Enrolment | Recognition, refused: FaceRefused) -> None:
        with self._state:
            if self._task is not task:
                return
            self._task, self.box = None, None
        self._say(refused)

    def _begin_to_load(self) -> None:
        with self._state:
            begun, self._loading = self._loading, True
            models = self._models
        if models is not None:
            self._say(FacesMissing(models.reason) if isinstance(models, Missing) else FacesReady())
        elif not begun:
            threading.Thread(target=self._load_now, name="models", daemon=True).start()

    def _load_now(self) -> None:
        models = self._load()
        with self._state:
            self._models = models
            if isinstance(models, Models):
                self._looker = Looker(models)
        self._say(FacesMissing(models.reason) if isinstance(models, Missing) else FacesReady())
        self._refuse_without_models()

    def _refuse_without_models(self) -> None:
        with self._state:
            if not isinstance(self._models, Missing) or self._task is None:
                return
            self._task = None
        self._say(FaceRefused(self._ticket, FaceRefusal.UNAVAILABLE))


def _recognition(order: Recognise, clock: Callable[[], float]) -> Recognition:
    """Raises NoTemplateError."""
    enrolled = tuple(unpack(template) for template in order.templates)
    thresholds = Thresholds(order.one, order.many, order.margin)
    turns = tuple(TurnSide[name] for name in order.turns)
    return Recognition(order.ticket, RecognitionTask(enrolled, thresholds, turns, order.colours), clock)
