"""Simulated doors: a latch, a spring, a feedback contact, and hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Sensor(StrEnum):
    """Behaviour of a feedback contact."""

    TRUE = "true"
    INVERTED = "inverted"
    STUCK_OPEN = "stuck-open"
    STUCK_CLOSED = "stuck-closed"


class Happening(StrEnum):
    OPENED = "opened"
    CLOSED = "closed"
    JAMMED = "jammed"
    """from now on the latch won't let go"""
    FREED = "freed"
    HELD = "held"
    """an unlock pulled and the jammed latch held"""


class Who(StrEnum):
    COMMAND = "command"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class DoorEvent:
    """Something happened to a door; `bank` is the board's address, `channel` counts from 1."""

    happening: Happening
    bank: int
    channel: int
    by: Who


@dataclass(slots=True)
class _Door:
    open: bool = False
    jammed: bool = False
    sensor: Sensor = Sensor.TRUE
    late: float = 0.0
    bounces: bool = False
    sprung: bool = False


class SimulatedDoors:
    """Simulated doors of one bank. `tell` is called for every event, in the caller's thread."""

    def __init__(self, bank: int, channels: int, tell: Callable[[DoorEvent], None]) -> None:
        self.bank = bank
        self.channels = channels
        self._tell = tell
        self._doors = {n + 1: _Door() for n in range(channels)}
        self.changed: Callable[[int], None] = lambda _channel: None
        """set by the board that reports changes unasked"""

    def slow(self, channel: int, seconds: float) -> None:
        """Set the latch's delay after it is pulled; 0 for none."""
        self._doors[channel].late = seconds

    def late(self, channel: int) -> float:
        """Seconds after which the latch lets go; 0 for a missing channel."""
        door = self._doors.get(channel)
        return 0.0 if door is None else door.late

    def bounce(self, channel: int) -> None:
        """The next time it is closed it springs open again, once."""
        self._doors[channel].bounces = True

    def sprung(self) -> tuple[int, ...]:
        """Doors that sprang open again as their latch did not catch; each is returned once."""
        sprung = tuple(n for n, door in self._doors.items() if door.bounces and door.sprung)
        for channel in sprung:
            self._doors[channel].bounces = self._doors[channel].sprung = False
        return sprung

    def release(self, channel: int) -> None:
        """The board pulls the latch; the spring opens the door. A missing channel does nothing."""
        door = self._doors.get(channel)
        if door is None or door.open:
            return
        if door.jammed:
            self._told(Happening.HELD, channel, Who.COMMAND)
            return
        door.open = True
        self._told(Happening.OPENED, channel, Who.COMMAND)
        self.changed(channel)

    def open(self, channel: int) -> None:
        """A hand opens the door, with a key or a crowbar."""
        self._move(channel, Happening.OPENED, is_open=True)

    def close(self, channel: int) -> None:
        self._move(channel, Happening.CLOSED, is_open=False)

    def jam(self, channel: int) -> None:
        self._doors[channel].jammed = True
        self._told(Happening.JAMMED, channel, Who.HAND)

    def free(self, channel: int) -> None:
        self._doors[channel].jammed = False
        self._told(Happening.FREED, channel, Who.HAND)

    def set_sensor(self, channel: int, sensor: Sensor) -> None:
        self._doors[channel].sensor = sensor
        self.changed(channel)

    def is_open(self, channel: int) -> bool:
        """Whether the door is open, as a person sees it."""
        return self._doors[channel].open

    def is_jammed(self, channel: int) -> bool:
        return self._doors[channel].jammed

    def seems_open(self, channel: int) -> bool:
        """Whether the door is open by its feedback contact."""
        door = self._doors[channel]
        match door.sensor:
            case Sensor.TRUE:
                return door.open
            case Sensor.INVERTED:
                return not door.open
            case Sensor.STUCK_OPEN:
                return True
            case Sensor.STUCK_CLOSED:
                return False

    def _move(self, channel: int, happening: Happening, *, is_open: bool) -> None:
        door = self._doors[channel]
        if door.open is is_open:
            return
        door.open = is_open
        door.sprung = door.bounces and not is_open
        self._told(happening, channel, Who.HAND)
        self.changed(channel)

    def _told(self, happening: Happening, channel: int, by: Who) -> None:
        self._tell(DoorEvent(happening, self.bank, channel, by))
