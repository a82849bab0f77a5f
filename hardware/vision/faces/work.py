"""The vision process' part: models loaded in the background, one task at a time, its reports."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hardware.cameras.camera import Picture
from hardware.outcomes import FaceProblem, FaceRefusal, FaceRefused
from hardware.vision.faces.box import Box
from hardware.vision.faces.enrolment import Enrolment
from hardware.vision.faces.looking import Looker
from hardware.vision.faces.matching import Thresholds
from hardware.vision.faces.models import Gray, Missing, Models, load
from hardware.vision.faces.recognition import Recognition, Wanted
from hardware.vision.faces.templates import NoTemplateError, unpack
from hardware.vision.faces.turn import Side
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
    """`obey` on one thread, `see` on another; `say` takes calls from all."""

    def __init__(self, say: Callable[[Report], None], load: Callable[[], Models | Missing] = load) -> None:
        self._say = say
        self._load = load
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
                    self._take(_recognition(order), order.ticket)
                except NoTemplateError:
                    self._take(None, 0)
                    self._say(FaceRefused(order.ticket, FaceRefusal.BAD_TEMPLATE))

    def see(self, picture: Picture, gray: Gray, now: float) -> None:
        with self._state:
            task, looker = self._task, self._looker
        if task is None or looker is None:
            return
        sight = looker.look(picture, gray, now)
        self.box = None if isinstance(sight, FaceProblem) else sight.box
        reports = task.see(sight, now)
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
            if isinstance(self._models, Models):
                self._looker = Looker(self._models)  # nobody is followed from one task into the next
        if task is not None:
            self._refuse_without_models()

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


def _recognition(order: Recognise) -> Recognition:
    """Raises NoTemplateError."""
    enrolled = tuple(unpack(template) for template in order.templates)
    thresholds = Thresholds(order.one, order.many, order.margin)
    turns = tuple(Side[name] for name in order.turns)
    return Recognition(order.ticket, Wanted(enrolled, thresholds, turns, order.colours))
