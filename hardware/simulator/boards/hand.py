"""The hand on simulated boards: moves doors, sensors, plugs and the wire."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Protocol

from hardware.simulator.boards.doors import Sensor, SimulatedDoors
from hardware.simulator.lines.terminal import ServedLine
from hardware.transport.wire import Faults, Wire


class HandledBoard(Protocol):
    """A simulated board as the hand uses it."""

    doors: SimulatedDoors
    silent: bool

    def reboot(self, now: float) -> None: ...


class Hand:
    """Does to a served line what people and bad luck do; every method may be called from any thread.

    Banks are board addresses, channels count from 1; KeyError for what isn't there.
    """

    WORDS = (
        "open|close|jam|free|bounce BANK CHANNEL, slow BANK CHANNEL SECONDS, "
        "sensor BANK CHANNEL true|inverted|stuck-open|stuck-closed, "
        "silent BANK on|off, reboot BANK, echo|babble on|off, "
        "lose|corrupt|truncate|duplicate|stray CHANCE, late|split SECONDS, unplug, plug"
    )

    def __init__(self, line: ServedLine, wire: Wire, boards: Mapping[int, HandledBoard]) -> None:
        self._line = line
        self._wire = wire
        self._boards = boards

    def open(self, bank: int, channel: int) -> None:
        """Open a door by hand that was not unlocked."""
        with self._line.lock:
            self._boards[bank].doors.open(channel)
        self._line.poke()

    def close(self, bank: int, channel: int) -> None:
        with self._line.lock:
            self._boards[bank].doors.close(channel)
        self._line.poke()

    def jam(self, bank: int, channel: int) -> None:
        """Jam the latch."""
        with self._line.lock:
            self._boards[bank].doors.jam(channel)

    def free(self, bank: int, channel: int) -> None:
        with self._line.lock:
            self._boards[bank].doors.free(channel)

    def slow(self, bank: int, channel: int, seconds: float) -> None:
        """Set the latch's delay after it is pulled."""
        with self._line.lock:
            self._boards[bank].doors.slow(channel, seconds)

    def bounce(self, bank: int, channel: int) -> None:
        """The next time the door is closed it springs open again."""
        with self._line.lock:
            self._boards[bank].doors.bounce(channel)

    def sensor(self, bank: int, channel: int, sensor: Sensor) -> None:
        with self._line.lock:
            self._boards[bank].doors.set_sensor(channel, sensor)
        self._line.poke()

    def is_open(self, bank: int, channel: int) -> bool:
        """Whether the door is open, as a person sees it."""
        with self._line.lock:
            return self._boards[bank].doors.is_open(channel)

    def silence(self, bank: int, *, on: bool) -> None:
        """The board answers nothing and does nothing."""
        with self._line.lock:
            self._boards[bank].silent = on

    def reboot(self, bank: int) -> None:
        with self._line.lock:
            self._boards[bank].reboot(time.monotonic())

    def spoil(self, fault: str, value: float | bool) -> None:  # noqa: FBT001  one of `Faults` fields' values
        """Set one of the fields of `Faults`."""
        if fault not in Faults.__slots__:
            raise KeyError(fault)
        with self._line.lock:
            setattr(self._wire.faults, fault, value)
        self._line.poke()

    def unplug(self) -> None:
        self._line.unplug()

    def plug(self) -> str:
        """Plug in again; the new path (a link, if there is one, follows it)."""
        return self._line.plug()

    def obey(self, line: str) -> str:
        """Do what one line of words says; a sentence when it makes no sense, else nothing."""
        words = line.split()
        try:
            return self._obey(words)
        except (KeyError, ValueError):
            return f"not understood: {line.strip()}; known: {self.WORDS}"

    def _obey(self, words: list[str]) -> str:
        match words:
            case []:
                return ""
            case ["open" | "close" | "jam" | "free" | "bounce" as act, bank, channel]:
                acts = (self.open, self.close, self.jam, self.free, self.bounce)
                {one.__name__: one for one in acts}[act](int(bank), int(channel))
            case ["slow", bank, channel, seconds]:
                self.slow(int(bank), int(channel), float(seconds))
            case ["sensor", bank, channel, sensor]:
                self.sensor(int(bank), int(channel), Sensor(sensor))
            case ["silent", bank, "on" | "off" as state]:
                self.silence(int(bank), on=state == "on")
            case ["reboot", bank]:
                self.reboot(int(bank))
            case ["echo" | "babble" as fault, "on" | "off" as state]:
                self.spoil(fault, state == "on")
            case ["lose" | "corrupt" | "truncate" | "duplicate" | "stray" | "late" | "split" as fault, value]:
                self.spoil(fault, float(value))
            case ["unplug"]:
                self.unplug()
            case ["plug"]:
                return f"plugged {self.plug()}"
            case _:
                raise ValueError(words)
        return ""
