"""What the sensors say against what the book says, and which lines are up. Decides, does not record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from hardware.outcomes.locks import DoorState, LockAddress
from kiosk.custody.boards.boards import LineWord
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.events import (
    DoorForced,
    DoorFoundOpen,
    DoorOpenedLate,
    DoorsDown,
    DoorShut,
    DoorsRemoved,
    DoorsUp,
)
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger

_LATE_FOR: Final = timedelta(minutes=2)
"""How long after a lock was given up an opening is still put down to it, and not to somebody's force."""


@dataclass(slots=True)
class Doors:
    """`sensed`: the last word of the sensors, by door id. `lines`: by the bus's name."""

    cabinet: Cabinet
    lines: dict[str, LineWord]
    buses_of: Mapping[str, str]
    """Which bus a bank is on."""
    sensed: dict[str, DoorState] = field(default_factory=dict)

    def of_bus(self, bus: str) -> tuple[str, ...]:
        return tuple(d for d, lock in self._locks() if self.buses_of[lock.bank] == bus)

    def of_bank(self, bank: str) -> tuple[str, ...]:
        return tuple(d for d, lock in self._locks() if lock.bank == bank)

    def _locks(self) -> Iterable[tuple[str, LockAddress]]:
        for compartment in self.cabinet.compartments():
            for door in compartment.doors:
                yield door.id, door.lock

    def moved(
        self, ledger: Ledger, door: str, state: DoorState, now: datetime, *, commanded: bool
    ) -> tuple[Event, ...]:
        """What one change of a sensor adds to the book. Every opening adds something.

        `commanded`, the line's own guess, is only one reason to put an opening down to a visit's try.
        """
        self.sensed[door] = state
        match state:
            case DoorState.CLOSED if door in ledger.doors_open:
                return (DoorShut(door),)
            case DoorState.OPEN if door not in ledger.doors_open and not self._is_being_learned(ledger, door):
                late = ledger.unopened.get(door)
                recent = late is not None and abs(now - late.at) <= _LATE_FOR
                if late is not None and (commanded or recent or late.intent.visit in ledger.visits):
                    return (DoorOpenedLate(door, late.intent.id),)
                return (DoorForced(door),)
            case _:
                return ()

    def _is_being_learned(self, ledger: Ledger, door: str) -> bool:
        """Whether its sensor's word is not yet worth an alarm."""
        return ledger.commissioning is not None or self.cabinet.is_loose(door)

    def read_afresh(
        self, ledger: Ledger, states: Mapping[LockAddress, DoorState], awaited: Collection[str] = ()
    ) -> tuple[Event, ...]:
        """What a reading of many doors adds to the book after a time in which nobody looked.

        Of doors whose lock's answer is `awaited`, nothing is said before it has come.
        """
        every = {door.id: state for lock, state in states.items() if (door := self.cabinet.at(lock))}
        self.sensed.update(every)
        # What no compartment has means nothing, unless it was opened to see what it opens.
        seen = {d: s for d, s in every.items() if d in ledger.doors_open or not self.cabinet.is_loose(d)}
        up = tuple(d for d, s in seen.items() if s is not DoorState.UNKNOWN and d in ledger.doors_down)
        down = tuple(d for d, s in seen.items() if s is DoorState.UNKNOWN and d not in ledger.doors_down)
        events: list[Event] = []
        if up:
            events.append(DoorsUp(up))
        if down:
            events.append(DoorsDown(down, "its sensor can't be read"))
        for found, state in seen.items():
            if state is DoorState.CLOSED and found in ledger.doors_open:
                events.append(DoorShut(found))
            elif (
                state is DoorState.OPEN
                and found not in ledger.doors_open
                and found not in awaited
                and not self._is_being_learned(ledger, found)
            ):
                late = ledger.unopened.get(found)
                is_visits = late is not None and late.intent.visit in ledger.visits
                events.append(
                    DoorOpenedLate(found, late.intent.id) if late and is_visits else DoorFoundOpen(found)
                )
        return tuple(events)

    def removed(self, ledger: Ledger) -> tuple[Event, ...]:
        """What the site file no longer has. What is where no door is left keeps a standing clock."""
        known = ledger.doors_open | ledger.doors_down | ledger.unopened.keys()
        gone = {d for d in known if self.cabinet.door(d) is None}
        buried = {d for d in gone if ledger.holding(home := d.split("/")[0]).taken and self._lacks(home)}
        left = tuple(sorted(gone - buried))
        return (DoorsRemoved(left),) if left else ()

    def _lacks(self, label: str) -> bool:
        return self.cabinet.compartment(label) is None

    def lost(self, ledger: Ledger, doors: Iterable[str], reason: str, turns: int = 1) -> tuple[Event, ...]:
        """What the loss of a line or a board adds to the book. `turns`: how many losses that stands for."""
        gone = tuple(d for d in doors if d not in ledger.doors_down)
        self.sensed.update(dict.fromkeys(gone, DoorState.UNKNOWN))
        return (DoorsDown(gone, reason, turns),) if gone else ()
