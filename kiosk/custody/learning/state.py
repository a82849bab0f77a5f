"""What is known so far of a machine that is being learned: which channel opens what, and what sensors say.

It is folded from the journal, so a power cut in the middle loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hardware.outcomes.locks import DoorState, LockAddress
from kiosk.custody.ids import TaskId
from kiosk.custody.words import SensorWord


@dataclass(frozen=True, slots=True)
class Learned:
    """`compartment` is empty where nothing opened."""

    address: LockAddress
    compartment: str
    sensor: SensorWord


@dataclass(frozen=True, slots=True)
class Commissioning:
    """`columns` as in `ColumnsPlanned`; `learned` by the address's text."""

    task: TaskId
    columns: tuple[str, ...]
    learned: Mapping[str, Learned] = field(default_factory=dict)

    def of(self, address: LockAddress) -> Learned | None:
        return self.learned.get(text_of(address))

    def wired(self) -> Mapping[str, LockAddress]:
        """The lock of each compartment that was found."""
        return {one.compartment: one.address for one in self.learned.values() if one.compartment}


def text_of(address: LockAddress) -> str:
    return f"{address.bank}/{address.channel}"


def sensor_word(before: DoorState, opened: DoorState, after: DoorState) -> SensorWord:
    """What three readings say: shut, open and shut again, as a person saw the door."""
    match (before, opened, after):
        case (DoorState.CLOSED, DoorState.OPEN, DoorState.CLOSED):
            return SensorWord.RIGHT
        case (DoorState.OPEN, DoorState.CLOSED, DoorState.OPEN):
            return SensorWord.INVERTED
        case (DoorState.OPEN, DoorState.OPEN, _):
            return SensorWord.STUCK_OPEN
        case (DoorState.CLOSED, DoorState.CLOSED, _):
            return SensorWord.STUCK_CLOSED
        case _:
            return SensorWord.UNREADABLE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a finished walk says. `inverted`: banks whose sensors all speak the other way round.

    `faulty`: compartments whose sensor has to be seen to; `dead`: channels that opened nothing;
    `missing`: compartments that no channel opens.
    """

    inverted: tuple[str, ...]
    faulty: tuple[str, ...]
    dead: tuple[LockAddress, ...]
    missing: tuple[str, ...]


def verdict(known: Commissioning, labels: tuple[str, ...]) -> Verdict:
    """`labels`: every compartment that stands there."""
    found = [one for one in known.learned.values() if one.compartment]
    upside_down = {one.address.bank for one in found if one.sensor is SensorWord.INVERTED}
    upside_down -= {one.address.bank for one in found if one.sensor is SensorWord.RIGHT}
    good = {SensorWord.RIGHT}
    faulty = tuple(
        one.compartment
        for one in found
        if one.sensor not in good
        and not (one.sensor is SensorWord.INVERTED and one.address.bank in upside_down)
    )
    dead = tuple(one.address for one in known.learned.values() if not one.compartment)
    wired = known.wired()
    return Verdict(
        tuple(sorted(upside_down)), faulty, dead, tuple(label for label in labels if label not in wired)
    )
