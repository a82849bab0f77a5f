"""What doors and lines say of themselves: into the book, and to the visits that wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, assert_never

from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    DoorState,
    LineHealth,
    LineReport,
    LockAddress,
)
from kiosk.custody.boards.boards import LineWord
from kiosk.custody.doors.events import DoorForced, DoorFoundOpen, DoorOpenedLate, DoorShut
from kiosk.custody.doors.late import opened_late
from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.things.events import MarkedUnknown
from kiosk.custody.words import Condition, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.boards.effects import BoardNews
from kiosk.journeys.doors.effects import DoorClosed, DoorOpened

if TYPE_CHECKING:
    from kiosk.visits.house import House


class Doorman:
    """Belongs to the kiosk's thread."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._held: dict[str, list[tuple[DoorState, bool]]] = {}
        self._flapping = house.unsteady.flapping

    def moved(self, address: LockAddress, state: DoorState, *, commanded: bool) -> None:
        door = self._house.cabinet.at(address)
        if door is None:
            return
        if door.id in self._house.performer.awaited:
            # Whether it was this opening that opened it, the lock's answer says.
            self._house.doors.sensed[door.id] = state
            self._held.setdefault(door.id, []).append((state, commanded))
        else:
            self._moved(door.id, state, commanded=commanded)

    def _moved(self, door: str, state: DoorState, *, commanded: bool) -> None:
        ledger, now = self._house.book.ledger, self._house.clock.now()
        self._happened(self._house.doors.moved(ledger, door, state, now, commanded=commanded))
        self._house.performer.sensed(door, state)

    def answered(self, door: str) -> None:
        """The lock of this door has answered: how the door moved meanwhile can be told apart now."""
        for state, commanded in self._held.pop(door, ()):
            self._moved(door, state, commanded=commanded)

    def told(self, report: LineReport) -> None:
        self._house.boards.told(report)
        match report:
            case BusReady(bus, doors):
                self._house.doors.lines[bus] = LineWord.UP
                happened = self._read(doors)
            case BankBack(_, _, doors):
                happened = self._read(doors)
            case BusDown(bus, reason):
                self._house.doors.lines[bus] = LineWord.DOWN
                happened = self._lost(f"line {bus}", self._house.doors.of_bus(bus), reason)
            case BankSilent(_, bank, reason):
                happened = self._lost(f"board {bank}", self._house.doors.of_bank(bank), reason)
            case LineHealth():
                happened = ()
            case _:
                assert_never(report)
        self._happened(happened)
        for run in tuple(self._house.runs):
            if run.listens(BoardNews):
                self._house.performer.refresh(run)

    def _read(self, doors: Mapping[LockAddress, DoorState]) -> tuple[Event, ...]:
        awaited = self._house.performer.awaited
        for lock, state in doors.items():
            door = self._house.cabinet.at(lock)
            if door is not None and door.id in awaited and state is DoorState.OPEN:
                self._held.setdefault(door.id, []).append((state, True))
        return self._house.doors.read_afresh(self._house.book.ledger, doors, awaited)

    def _lost(self, what: str, doors: tuple[str, ...], reason: str) -> tuple[Event, ...]:
        """What can be reached again in a moment, as so often lately, has to stay away to be told."""
        house, stands = self._house, self._flapping.turned(what)
        happened = house.doors.lost(house.book.ledger, doors, reason)
        if stands == 0.0:
            self._flapping.told(what)
            return happened
        house.timers.set(("flapping", what), stands, lambda: self._stayed_away(what, doors, reason))
        return ()

    def _stayed_away(self, what: str, doors: tuple[str, ...], reason: str) -> None:
        house = self._house
        away = [d for d in doors if house.doors.sensed.get(d, DoorState.UNKNOWN) is DoorState.UNKNOWN]
        turns = self._flapping.told(what)
        self._happened(house.doors.lost(house.book.ledger, away, reason, turns))

    def _happened(self, events: Iterable[Event]) -> None:
        """Record what the sensors said, and let the visits that wait for it go on."""
        for event in events:
            match event:
                case DoorShut(door):
                    self._shut_or_wait(door)
                case DoorOpenedLate(door):
                    self._opened_late(door)
                case DoorForced(door) | DoorFoundOpen(door):
                    self._house.book.record(event, *self._doubt(door))
                case _:
                    self._house.book.record(event)

    def _opened_late(self, door: str) -> None:
        """The visit that asked for it takes it up where it still stands there; else somebody has to look."""
        house = self._house
        late = house.book.ledger.unopened[door].intent
        owner = next((run for run in house.runs if run.visit == late.visit), None)
        taken_up = owner is not None and owner.expects(door)
        happened = opened_late(house.book.ledger, late, taken_up=taken_up)
        if owner is None:
            house.book.record(*happened)
            return
        house.record(owner, *happened)
        owner.opened_at[door] = house.clock.monotonic()
        if taken_up:
            house.performer.go_on(owner, DoorOpened(door))

    def _shut_or_wait(self, door: str) -> None:
        """A door that shuts and opens by itself, again and again, counts as open until it stays shut."""
        house, what = self._house, f"door {door}"
        served = any(door in run.opened_at or run.waits_for(door) for run in house.runs)
        stands = 0.0 if served else self._flapping.turned(what)
        if stands == 0.0:
            self._flapping.told(what)
            self._shut(door)
        else:
            house.timers.set(("flapping", what), stands, lambda: self._stayed_shut(door))

    def _stayed_shut(self, door: str) -> None:
        house = self._house
        if house.doors.sensed.get(door) is DoorState.CLOSED and door in house.book.ledger.doors_open:
            self._flapping.told(f"door {door}")
            self._shut(door)

    def _shut(self, door: str) -> None:
        house = self._house
        owner = next((r for r in house.runs if door in r.opened_at), None)
        if owner is None:
            house.book.record(DoorShut(door))
        else:
            house.record(owner, DoorShut(door))
            opened = owner.opened_at.pop(door)
            quickly = house.clock.monotonic() - opened <= house.settings.timers.quick_close
            if owner.waits_for(door):
                house.performer.go_on(owner, DoorClosed(door, quickly=quickly))
        # Others may stand before the same door: it was left, or opened from afar.
        for waiting in tuple(house.runs):
            if waiting is not owner and waiting in house.runs and waiting.waits_for(door):
                house.performer.go_on(waiting, DoorClosed(door))

    def _doubt(self, door: str) -> tuple[Event, ...]:
        """Nobody knows what was done behind a door that opened by itself._house."""
        behind = self._house.cabinet.behind(door)
        if behind is None or self._house.book.ledger.holding(behind.label).condition is not Condition.KNOWN:
            return ()
        task = TaskId(self._house.outside.draw())
        return (
            MarkedUnknown(behind.label, Why.FORCED),
            TaskMade(task, TaskKind.INSPECT, behind.label, INSPECTORS),
        )
