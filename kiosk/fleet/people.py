"""Who comes to a simulated kiosk: recipients, couriers, technicians; what they do at each screen and door."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, Final

from hardware.outcomes.reading import CodeRead, Symbology
from kiosk.custody.words import TaskKind
from kiosk.fleet.mind import SimulatedKiosk
from kiosk.journeys.doors.screens import (
    CanYouClose,
    CloseDoor,
    CloseWhy,
    DoorLeftOpen,
    DoorOpening,
    HelpAtDoor,
    PressChoice,
    PressDoor,
)
from kiosk.journeys.dropoff.screens import (
    AgreeChoice,
    CollectorChoice,
    DidYouPutItIn,
    DropOffChoice,
    DropOffDone,
    NameCollector,
    PutInAnswer,
    ReadTerms,
    SayWhat,
)
from kiosk.journeys.front.screens import ChooseService, Home, HomeChoice, OutOfService, Sorry, SorryChoice
from kiosk.journeys.handover.screens import (
    ChooseSize,
    CourierSummary,
    DidYouTakeIt,
    PickUpChoice,
    PickUpOrGive,
    PutChoice,
    PutParcel,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
    WhichParcel,
)
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Picked, Screen, Typed, YesNo
from kiosk.journeys.who.screens import EnterCode, EnterPin
from kiosk.journeys.work.screens import IsItEmpty, StaffTasks, TaskDoor, Workshop, WorkshopChoice
from kiosk.vault.totp import STEP, secret_in, shown_at
from kiosk.visits.scene import Scene, Touched, WantsToLeave

_PATIENCE: Final = 60
"""Screens after which somebody who gets nowhere goes home."""
_AGAIN: Final = 900.0
_STANDING: Final = (DoorOpening,)
_ALWAYS: Final[Mapping[type, object]] = {
    ThankYou: ThanksChoice.DONE,
    Sorry: SorryChoice.DONE,
    PickUpOrGive: PickUpChoice.OPEN,
    CourierSummary: SummaryChoice.FINISH,
    ReadTerms: AgreeChoice.AGREE,
    NameCollector: CollectorChoice.CODE_ONLY,
    DropOffDone: DropOffChoice.DONE,
}
"""What everybody answers."""


@dataclass(slots=True)
class Visitor:
    """`token` is scanned, or `pin` typed; `hands`: labels of what they bring; `phone`: a technician's."""

    token: str = ""
    pin: str = ""
    phone: str = ""
    hands: list[str] = field(default_factory=list)
    seen: int = 0
    tries: int = 0
    done: set[str] = field(default_factory=set)
    """Tasks that they have looked at."""
    repairs: bool = False
    began: bool = False


class People:
    """Belongs to the fleet's thread. One is at the screen, the others wait behind."""

    def __init__(self, kiosk: SimulatedKiosk, chance: Random) -> None:
        self._kiosk = kiosk
        self._chance = chance
        self._queue: deque[Visitor] = deque()
        self._there: Visitor | None = None
        self._turn = 0
        self._text = ""
        kiosk.see = self._see

    def comes(self, visitor: Visitor) -> None:
        self._queue.append(visitor)
        self._soon(self._next)

    def power_went(self) -> None:
        """Who was there goes; doors that are open are closed by whoever passes by."""
        self._there, self._turn = None, 0

    # --- what they see ------------------------------------------------------------------------------------

    def _see(self, scene: Scene) -> None:
        if scene.still_there:
            self._kiosk.later(2.0, lambda: self._kiosk.say(Touched()))
        if scene.turn == self._turn or isinstance(scene.screen, _STANDING):
            return
        self._turn = scene.turn
        self._soon(partial(self._react, scene.turn))

    def _react(self, turn: int) -> None:
        scene = self._kiosk.scene
        if scene.turn != turn:
            return
        screen = scene.screen
        if isinstance(screen, Home | OutOfService) or self._there is None:
            self._next()
            return
        self._there.seen += 1
        if self._there.seen > _PATIENCE:
            self._leave(screen)
        else:
            self._at(screen, self._there)

    def _next(self) -> None:
        """The next one begins, where the screen is free."""
        screen = self._kiosk.scene.screen
        if isinstance(screen, OutOfService):
            self._there = None
            if self._queue:
                self._kiosk.later(_AGAIN, self._next)
            return
        if not isinstance(screen, Home):
            return
        if self._there is not None and self._there.began:
            self._there = None
        for label in screen.open_doors:
            self._closes(label)
        if self._there is None and self._queue:
            self._there = self._queue.popleft()
            self._soon(self._begin)

    def _begin(self) -> None:
        visitor, scene = self._there, self._kiosk.scene
        if visitor is None or visitor.began or not isinstance(scene.screen, Home):
            return
        visitor.began = True
        if visitor.token and (visitor.phone or visitor.hands or self._chance.random() < 0.5):
            self._scan(visitor.token)
        elif visitor.pin:
            self._kiosk.answer(scene.turn, HomeChoice.PICK_UP)
        elif visitor.hands:
            self._text = visitor.hands.pop()
            self._scan(self._text)
        # A code that is none any more changes no screen: then the next one comes.
        self._kiosk.later(30.0, self._next)

    # --- what they do ---------------------------------------------------------------------------------------

    def _at(self, screen: Screen[Any], who: Visitor) -> None:
        if type(screen) in _ALWAYS:
            self._say(_ALWAYS[type(screen)])
            return
        match screen:
            case EnterPin() if who.pin and who.tries < 2:
                who.tries += 1
                self._say(Typed(who.pin))
            case EnterCode() if who.phone and who.tries < 2:
                who.tries += 1
                self._say(
                    Typed(shown_at(secret_in(who.phone), int(self._kiosk.clock.now().timestamp()) // STEP))
                )
            case TakeParcel(label):
                self._take(label)
            case PutParcel(label, _, text):
                self._put(label, text)
            case CloseDoor(label, _, why):
                if why is CloseWhy.UNDO:
                    self._kiosk.cabinet.take(label)
                self._closes(label)
            case PressDoor():
                who.tries += 1
                self._say(PressChoice.TRY_AGAIN if who.tries < 2 else PressChoice.GIVE_UP)
            case _:
                self._at_door(screen, who)

    def _at_door(self, screen: Screen[Any], who: Visitor) -> None:
        match screen:
            case HelpAtDoor(label) | DoorLeftOpen(label):
                self._closes(label)
                self._leave_if_possible(screen)
            case CanYouClose(label):
                self._say(YesNo.YES)
                self._closes(label)
            case DidYouTakeIt(label):
                self._say(YesNo.NO if self._kiosk.cabinet.inside[label] else YesNo.YES)
            case DidYouPutItIn(label):
                self._say(PutInAnswer.YES if self._kiosk.cabinet.inside[label] else PutInAnswer.AGAIN)
            case _:
                self._at_work(screen, who)

    def _at_work(self, screen: Screen[Any], who: Visitor) -> None:
        match screen:
            case ScanParcel(tasks=tasks):
                self._scans_parcel(tasks, who)
            case ChooseSize(sizes=sizes):
                free = [Picked(size.name) for size in sizes if size.free]
                self._say(self._chance.choice(free) if free else BackChoice.BACK)
            case ChooseService(services=services):
                self._say(Picked(services[0].name))
            case SayWhat():
                self._scan(self._text)
            case WhichParcel(labels=labels):
                self._say(Picked(labels[0]))
            case Workshop(tasks=tasks):
                look = tasks and "" not in who.done and WorkshopChoice.TASKS in screen.answers()
                self._say(WorkshopChoice.TASKS if look else WorkshopChoice.DONE)
            case StaffTasks(tasks):
                self._picks_task(tasks, who)
            case TaskDoor(label, _, kind):
                if kind is not TaskKind.REPAIR:
                    self._kiosk.cabinet.take(label)
                self._closes(label)
            case IsItEmpty(label):
                self._say(YesNo.NO if self._kiosk.cabinet.inside[label] else YesNo.YES)
            case _:
                self._leave_if_possible(screen)

    def _scans_parcel(self, tasks: int, who: Visitor) -> None:
        if who.hands:
            self._text = who.hands.pop()
            self._scan(self._text)
        elif tasks and "" not in who.done:
            self._say(ScanParcelChoice.TASKS)
        else:
            self._say(ScanParcelChoice.DONE)

    def _picks_task(self, tasks: tuple[Any, ...], who: Visitor) -> None:
        left = [task for task in tasks if task.id not in who.done]
        if not left:
            who.done.add("")
            self._say(BackChoice.BACK)
            return
        who.done.add(left[0].id)
        if who.repairs:
            self._kiosk.cabinet.jammed.discard(left[0].label)
        self._say(Picked(left[0].id))

    def _take(self, label: str) -> None:
        if self._kiosk.cabinet.inside[label]:
            self._kiosk.cabinet.take(label)
            self._closes(label)
        else:
            self._say(TakeChoice.EMPTY)

    def _put(self, label: str, text: str) -> None:
        if self._kiosk.cabinet.inside[label]:
            self._say(PutChoice.OCCUPIED)
        else:
            self._kiosk.cabinet.put(label, text)
            self._closes(label)

    def _leave_if_possible(self, screen: Screen[Any]) -> None:
        """A screen that is nobody's aim."""
        answers = screen.answers()
        good = next((a for a in (OkChoice.OK, BackChoice.BACK, YesNo.NO) if a in answers), None)
        if good is not None:
            self._say(good)
        else:
            self._leave(screen)

    def _leave(self, screen: Screen[Any]) -> None:
        answers = screen.answers()
        if screen.back is Back.LEAVES:
            self._kiosk.say(WantsToLeave(self._turn))
        elif answers:
            self._say(answers[-1])

    # --- hands ------------------------------------------------------------------------------------------

    def _soon(self, do: Callable[[], None]) -> None:
        self._kiosk.later(self._chance.uniform(1.0, 8.0), do)

    def _say(self, answer: object) -> None:
        self._kiosk.answer(self._turn, answer)

    def _scan(self, text: str) -> None:
        self._kiosk.say(CodeRead(text, Symbology.QR, "scanner"))

    def _closes(self, label: str) -> None:
        self._kiosk.later(self._chance.uniform(6.0, 20.0), partial(self._kiosk.cabinet.close, label))
