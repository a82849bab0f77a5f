"""What doors and lines say of themselves: into the book, and to the visits that wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, assert_never, get_args

from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    DoorMoved,
    DoorState,
    LineHealth,
    LineReport,
    LockAddress,
    UnlockDone,
)
from kiosk.custody.boards.boards import LineWord
from kiosk.custody.doors.events import DoorForced, DoorFoundOpen, DoorOpenedLate, DoorShut
from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.things.events import MarkedUnknown
from kiosk.custody.words import Condition, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.boards.effects import BoardNews
from kiosk.journeys.doors.effects import DoorClosed, OpenDoor, Sense
from kiosk.visits.doors.opening import Openings
from kiosk.visits.doors.sensors import Doors
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.machine.flapping import Flapping
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, Run

_SETTLES: Final = 1.0
"""Seconds after which a sensor has surely been read, bounce and all."""


class Doorman:
    """Belongs to the kiosk's thread."""

    def __init__(
        self,
        ground: Ground,
        hands: Hands,
        doors: Doors,
        flapping: Flapping,
        released: Callable[[Iterable[Event]], None] = lambda _events: None,
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._doors = doors
        self._flapping = flapping
        self._openings = Openings(ground, hands, released)
        self._held: dict[str, list[tuple[DoorState, bool]]] = {}
        self.performs: Performs = {OpenDoor: self._openings.open, Sense: self._sense}
        self.hears: Hears = {
            UnlockDone: self.on_unlock_done,
            DoorMoved: self.on_door_moved,
            **dict.fromkeys(get_args(LineReport), self.on_line_report),
        }

    @property
    def awaited(self) -> frozenset[str]:
        """Doors whose lock was told and has not answered yet."""
        return self._openings.awaited

    def on_door_moved(self, message: DoorMoved) -> None:
        state, commanded = message.state, message.commanded
        door = self._ground.cabinet.at(message.address)
        if door is None:
            return
        if door.id in self.awaited:
            # Whether it was this opening that opened it, the lock's answer says.
            self._doors.sensed[door.id] = state
            self._held.setdefault(door.id, []).append((state, commanded))
        else:
            self._moved(door.id, state, commanded=commanded)

    def _moved(self, door: str, state: DoorState, *, commanded: bool) -> None:
        ledger, now = self._ground.book.ledger, self._ground.clock.now()
        self._happened(self._doors.moved(ledger, door, state, now, commanded=commanded))
        for run in tuple(self._hands.runs):
            if run.pending == Sense(door, state):
                self._hands.go_on(run, state)

    def on_unlock_done(self, message: UnlockDone) -> None:
        """A lock has answered: how its door moved meanwhile can be told apart now."""
        door = self._openings.answered(message.ticket, message.outcome)
        for state, commanded in self._held.pop(door, ()):
            self._moved(door, state, commanded=commanded)

    def on_line_report(self, report: LineReport) -> None:
        match report:
            case BusReady(bus, doors):
                self._doors.lines[bus] = LineWord.UP
                happened = self._read(doors)
            case BankBack(_, _, doors):
                happened = self._read(doors)
            case BusDown(bus, reason):
                self._doors.lines[bus] = LineWord.DOWN
                happened = self._lost(f"line {bus}", self._doors.of_bus(bus), reason)
            case BankSilent(_, bank, reason):
                happened = self._lost(f"board {bank}", self._doors.of_bank(bank), reason)
            case LineHealth():
                happened = ()
            case _:
                assert_never(report)
        self._happened(happened)
        for run in tuple(self._hands.runs):
            if run.listens(BoardNews):
                self._hands.refresh(run)

    def _sense(self, run: Run, effect: Sense) -> object:
        """What the sensor says; where that is not what is expected, what it says in a moment."""

        def now() -> DoorState:
            return self._doors.sensed.get(effect.door, DoorState.UNKNOWN)

        if effect.expected is None or now() is effect.expected:
            return now()
        self._ground.timers.set(("after", run), _SETTLES, lambda: self._hands.go_on(run, now()))
        return LATER

    def _read(self, doors: Mapping[LockAddress, DoorState]) -> tuple[Event, ...]:
        awaited = self.awaited
        for lock, state in doors.items():
            door = self._ground.cabinet.at(lock)
            if door is not None and door.id in awaited and state is DoorState.OPEN:
                self._held.setdefault(door.id, []).append((state, True))
        return self._doors.read_afresh(self._ground.book.ledger, doors, awaited)

    def _lost(self, what: str, doors: tuple[str, ...], reason: str) -> tuple[Event, ...]:
        """What can be reached again in a moment, as so often lately, has to stay away to be told."""
        stands = self._flapping.turned(what)
        happened = self._doors.lost(self._ground.book.ledger, doors, reason)
        if stands == 0.0:
            self._flapping.told(what)
            return happened
        self._ground.timers.set(("flapping", what), stands, lambda: self._stayed_away(what, doors, reason))
        return ()

    def _stayed_away(self, what: str, doors: tuple[str, ...], reason: str) -> None:
        away = [d for d in doors if self._doors.sensed.get(d, DoorState.UNKNOWN) is DoorState.UNKNOWN]
        turns = self._flapping.told(what)
        self._happened(self._doors.lost(self._ground.book.ledger, away, reason, turns))

    def _happened(self, events: Iterable[Event]) -> None:
        """Record what the sensors said, and let the visits that wait for it go on."""
        for event in events:
            match event:
                case DoorShut(door):
                    self._shut_or_wait(door)
                case DoorOpenedLate(door):
                    self._openings.opened_late(door)
                case DoorForced(door) | DoorFoundOpen(door):
                    self._ground.book.record(event, *self._doubt(door))
                case _:
                    self._ground.book.record(event)

    def _shut_or_wait(self, door: str) -> None:
        """A door that shuts and opens by itself, again and again, counts as open until it stays shut."""
        what = f"door {door}"
        served = any(door in run.opened_at or run.waits_for(door) for run in self._hands.runs)
        stands = 0.0 if served else self._flapping.turned(what)
        if stands == 0.0:
            self._flapping.told(what)
            self._shut(door)
        else:
            self._ground.timers.set(("flapping", what), stands, lambda: self._stayed_shut(door))

    def _stayed_shut(self, door: str) -> None:
        if self._doors.sensed.get(door) is DoorState.CLOSED and door in self._ground.book.ledger.doors_open:
            self._flapping.told(f"door {door}")
            self._shut(door)

    def _shut(self, door: str) -> None:
        owner = next((r for r in self._hands.runs if door in r.opened_at), None)
        if owner is None:
            self._ground.book.record(DoorShut(door))
        else:
            self._hands.record(owner, DoorShut(door))
            opened = owner.opened_at.pop(door)
            quickly = self._ground.clock.monotonic() - opened <= self._ground.settings.timers.quick_close
            if owner.waits_for(door):
                self._hands.go_on(owner, DoorClosed(door, quickly=quickly))
        # Others may stand before the same door: it was left, or opened from afar.
        for waiting in tuple(self._hands.runs):
            if waiting is not owner and waiting in self._hands.runs and waiting.waits_for(door):
                self._hands.go_on(waiting, DoorClosed(door))

    def _doubt(self, door: str) -> tuple[Event, ...]:
        """Nobody knows what was done behind a door that opened by itself."""
        behind = self._ground.cabinet.behind(door)
        if behind is None or self._ground.book.ledger.holding(behind.label).condition is not Condition.KNOWN:
            return ()
        task = TaskId(self._ground.outside.draw())
        return (
            MarkedUnknown(behind.label, Why.FORCED),
            TaskMade(task, TaskKind.INSPECT, behind.label, INSPECTORS),
        )
