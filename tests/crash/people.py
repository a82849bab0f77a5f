"""Who stands before the kiosk: recipients, couriers, technicians, honest and drawn by lot.

They live outside the kiosk: what a person holds or waits for is still so when the machine has died.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from hardware.outcomes.reading import CodeRead, Symbology
from kiosk.clock import SystemClock
from kiosk.custody.services.verbs import Verb
from kiosk.custody.words import TaskKind
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, DoorOpening, Purpose
from kiosk.journeys.dropoff.screens import DidYouPutItIn, PutInAnswer, WriteNumber
from kiosk.journeys.front.screens import Home, HomeChoice, OutOfService
from kiosk.journeys.handover.screens import (
    ChooseSize,
    DidYouTakeIt,
    PutChoice,
    PutParcel,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
    TypeLabel,
    WhichParcel,
)
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Picked, Screen, Typed, YesNo
from kiosk.journeys.who.screens import EnterCode, EnterPin
from kiosk.journeys.work.screens import IsItEmpty, StaffTasks, TaskDoor, TaskLine, Workshop, WorkshopChoice
from kiosk.visits.scene import Answered, Scene, Touched, WantsToLeave
from tests.crash.cabinet import LABELS
from tests.crash.dispatcher import Codes, Operator
from tests.crash.world import Happened, What, World
from tests.helpers.phone import code_of

PARKS: Final = 1.3
"""Seconds after which an open door's visit is parked, and a little."""


@dataclass(slots=True)
class People:
    """`say` reaches the kiosk that lives now, `later` calls in so many seconds."""

    chance: Random
    world: World
    operator: Operator
    say: Callable[[Any], None]
    later: Callable[[float, Callable[[], object]], None]
    forgotten: set[str] = field(default_factory=set)
    """Compartments shut with the thing still in, or before the hand was in, and nobody was asked yet."""
    _codes: Codes | None = None
    _hands: list[str] = field(default_factory=list)
    _text: str = ""
    _brought: int = 0
    _wants: tuple[Purpose, str] | None = None
    _turn: int = 0
    _home: tuple[int, Home] | None = None

    # --- what happens -----------------------------------------------------------------------------

    def see(self, scene: Scene) -> None:
        """React to a scene, once a question."""
        if scene.still_there:
            self.say(Touched())
        if scene.turn == self._turn:
            return
        self._turn = scene.turn
        if scene.visit and scene.screen.back is Back.LEAVES and self.chance.random() < 0.05:
            self._soon(WantsToLeave(scene.turn))
        else:
            self._react(scene.screen)

    def hear(self, happened: Happened) -> None:
        """A door that nobody stands at is closed by somebody in the end; one that held may be pulled."""
        if happened.what is What.HELD and self.chance.random() < 0.7:
            self.later(self.chance.uniform(0.1, 6), self.world.pulling(happened.label))
        if happened.what is What.OPENED:
            mine = self._wants is not None and self._wants[1] == happened.label
            wait = 2 * PARKS if mine else self.chance.uniform(0.02, 0.3)
            self.later(wait, self.world.closing(happened.label))

    def kiosk_died(self) -> None:
        """Whoever stands there does what the hands were about to do, or not, and goes."""
        for label in LABELS:
            if self.world.is_open(label):
                if self._wants is not None and self._wants[1] == label and self.chance.random() < 0.5:
                    self._move(*self._wants)
                self.later(self.chance.uniform(0, 0.4), self.world.closing(label))
        self._turn, self._wants, self._codes, self._home = 0, None, None, None
        self._hands.clear()

    # --- what to do -------------------------------------------------------------------------------

    def _react(self, screen: Screen[Any]) -> None:
        match screen:
            case Home():
                self._at_home(screen)
            case EnterPin() if self._codes is not None:
                self._soon_answer(Typed(self._codes.pin))
            case EnterPin():
                self._soon(WantsToLeave(self._turn))
            case DoorOpening(label, _, purpose):
                self._wants = (purpose, label)
            case TakeParcel(label):
                self._take(label)
            case PutParcel(label, _, text):
                self._text = text
                self._put(label)
            case CloseDoor(label, _, why):
                if why is CloseWhy.UNDO:
                    self.world.take(label)
                self._close_soon(label)
            case TaskDoor(label, _, kind):
                self._work(label, kind)
            case _:
                self._at_other(screen)

    def _at_other(self, screen: Screen[Any]) -> None:
        match screen:
            case DidYouTakeIt(label):
                self.forgotten.discard(label)
                self._soon_answer(YesNo.NO if self.world.inside[label] else YesNo.YES)
            case DidYouPutItIn(label):
                self.forgotten.discard(label)
                self._soon_answer(self._did_put(label))
            case WriteNumber(parcel):
                self._text = parcel
                self._soon_answer(OkChoice.OK)
            case IsItEmpty(label):
                self._soon_answer(YesNo.NO if self.world.inside[label] else YesNo.YES)
            case ThankYou(_, reopen):
                again = bool(reopen) and self.chance.random() < 0.2
                self._soon_answer(ThanksChoice.OPEN_AGAIN if again else ThanksChoice.DONE)
            case ScanParcel():
                self._scan(screen)
            case TypeLabel():
                self._soon_answer(Typed(self._text))
            case WhichParcel(labels=labels):
                self._soon_answer(Picked(self.chance.choice(labels)))
            case ChooseSize(sizes=sizes):
                free = [Picked(size.name) for size in sizes if size.free]
                self._soon_answer(self.chance.choice(free) if free else BackChoice.BACK)
            case StaffTasks(tasks):
                self._pick_task(tasks)
            case _:
                self._in_the_workshop(screen)

    def _in_the_workshop(self, screen: Screen[Any]) -> None:
        match screen:
            case Workshop(tasks=tasks):
                done = WorkshopChoice.DONE
                self._soon_answer(WorkshopChoice.TASKS if tasks and self.chance.random() < 0.8 else done)
            case EnterCode() if self._codes is not None and self._codes.phone:
                # Each code counts once, so that the next technician to come is another.
                self.operator.staff.pop("technician", None)
                self._soon_answer(Typed(code_of(self._codes.phone, SystemClock().now())))
            case EnterCode():
                self._soon_answer(BackChoice.BACK)
            case OutOfService():
                pass
            case _:
                answers = screen.answers()
                if answers:
                    self._soon_answer(self.chance.choice(answers))

    def _at_home(self, home: Home) -> None:
        self._hands.clear()
        self._codes = self._wants = None
        turn = self._turn
        self._home = (turn, home)
        comings: list[Callable[[], None]] = [*self.operator.ideas()]
        inside = [self.operator.parcels.get(t) for things in self.world.inside.values() for t in things]
        known = [codes for codes in inside if codes is not None]
        if known:
            comings += [lambda: self._sign_in(self.chance.choice(known), HomeChoice.PICK_UP)] * 5
        if self.operator.outside() and "courier" in self.operator.staff:
            comings += [self._round] * 5
        if "technician" in self.operator.staff:
            comings += [lambda: self._sign_in(self.operator.staff["technician"], HomeChoice.STAFF)] * 2
        comings += [self._bring] * 3
        if home.open_doors:
            door = self.chance.choice(home.open_doors)
            comings.append(lambda: self.say(Answered(turn, Picked(door))))
        comings.append(lambda: self._scan_text("CUBBY:" + "A" * 26))
        if self.chance.random() < 0.06:
            self.world.jam(self.chance.choice(LABELS))

        def come() -> None:
            if self._turn == turn:
                self.chance.choice(comings)()
                # Nothing may come of it: then somebody else comes.
                self.later(0.3, lambda: self._at_home(home) if self._turn == turn else None)

        self.later(self.chance.uniform(0, 0.03), come)

    def order_answered(self) -> None:
        """The operator has nothing to wait for any more: somebody comes."""
        if self._home is not None and self._home[0] == self._turn:
            self._at_home(self._home[1])

    def _sign_in(self, codes: Codes, choice: HomeChoice) -> None:
        self._codes = codes
        if self.chance.random() < 0.3:
            self.say(Answered(self._turn, choice))
        else:
            self._scan_text(codes.token)

    def _round(self) -> None:
        parcels = self.operator.outside()
        self._hands = self.chance.sample(parcels, self.chance.randint(1, min(3, len(parcels))))
        self._sign_in(self.operator.staff["courier"], HomeChoice.STAFF)

    def _bring(self) -> None:
        """Something to send back, by its label; or by way of the tile, with or without one."""
        self._brought += 1
        self._text = f"RETURN{self._brought:06}"
        if self.chance.random() < 0.6:
            self._scan_text(self._text)
        else:
            self.say(Answered(self._turn, Verb.BRING))

    # --- at a door --------------------------------------------------------------------------------

    def _take(self, label: str) -> None:
        lot = self.chance.random()
        if not self.world.inside[label]:
            self._soon_answer(TakeChoice.EMPTY)
        elif lot < 0.75:
            self.world.take(label)
            self._close_soon(label)
        elif lot < 0.80:
            self.world.take(label)
            self.later(PARKS, self.world.closing(label))
        elif lot < 0.88:
            self.forgotten.add(label)
            self.world.closing(label)()
        else:
            self._soon_answer(self.chance.choice((TakeChoice.CANNOT_REACH, TakeChoice.NOT_MINE)))

    def _put(self, label: str) -> None:
        lot = self.chance.random()
        if self.world.inside[label]:
            self._soon_answer(PutChoice.OCCUPIED)
        elif lot < 0.15:
            self._soon_answer(self.chance.choice((PutChoice.CHANGED_MIND, PutChoice.TOO_SMALL)))
        else:
            if not self.world.put(label, self._text):
                self.forgotten.add(label)
            if lot < 0.2:
                self.later(PARKS, self.world.closing(label))
            else:
                self._close_soon(label)

    def _did_put(self, label: str) -> PutInAnswer:
        if self.world.inside[label]:
            return PutInAnswer.YES
        return self.chance.choice((PutInAnswer.AGAIN, PutInAnswer.KEEP))

    def _work(self, label: str, kind: TaskKind) -> None:
        if kind is TaskKind.TAKE_AWAY or self.chance.random() < 0.7:
            self.world.take(label)
        self._close_soon(label)

    def _pick_task(self, tasks: tuple[TaskLine, ...]) -> None:
        if not tasks or self.chance.random() < 0.2:
            self._soon_answer(BackChoice.BACK)
            return
        task = self.chance.choice(tasks)
        if task.kind is TaskKind.REPAIR:
            self.world.free(task.label)
        self._soon_answer(Picked(task.id))

    def _move(self, purpose: Purpose, label: str) -> None:
        match purpose:
            case Purpose.TAKE:
                self.world.take(label)
            case Purpose.PUT if self._text and not self.world.inside[label]:
                self.world.put(label, self._text)
            case _:
                pass

    # --- the courier ------------------------------------------------------------------------------

    def _scan(self, screen: ScanParcel) -> None:
        lot = self.chance.random()
        if screen.notice in (ScanNotice.UNKNOWN_LABEL, ScanNotice.ALREADY_IN):
            self.operator.parcels.pop(screen.text, None)
        if self._hands:
            self._text = self._hands.pop()
            if lot < 0.1:
                self._soon_answer(ScanParcelChoice.TYPE)
            else:
                text = self._text
                self.later(self.chance.uniform(0, 0.03), lambda: self._scan_text(text))
        elif screen.can_undo and lot < 0.15:
            self._soon_answer(ScanParcelChoice.UNDO)
        elif screen.tasks and lot < 0.4:
            self._soon_answer(ScanParcelChoice.TASKS)
        else:
            self._soon_answer(ScanParcelChoice.DONE)

    # --- hands ------------------------------------------------------------------------------------

    def _soon(self, message: object) -> None:
        self.later(self.chance.uniform(0, 0.03), lambda: self.say(message))

    def _soon_answer(self, answer: object) -> None:
        self._soon(Answered(self._turn, answer))

    def _scan_text(self, text: str) -> None:
        self.say(CodeRead(text, Symbology.QR, "hand"))

    def _close_soon(self, label: str) -> None:
        self.later(self.chance.uniform(0.01, 0.3), self.world.closing(label))
