"""A whole simulated site: buses with their boards, a scanner, a camera, things that are in compartments."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hardware.locks.driver import Bank, Polarity
from hardware.locks.registry import MAKERS
from hardware.outcomes.locks import LockAddress
from hardware.outcomes.reading import Symbology
from hardware.simulator.boards.board import SimulatedBoard, Timing
from hardware.simulator.boards.doors import DoorEvent, Happening, Sensor, SimulatedDoors
from hardware.simulator.boards.hand import Hand
from hardware.simulator.happenings import (
    BadgeTapped,
    DoorChanged,
    HandRefused,
    Inside,
    LabelScanned,
    Latch,
    LatchChanged,
    PictureShown,
    PlugMoved,
    SiteHappening,
)
from hardware.simulator.lines.terminal import ServedLine
from hardware.simulator.log import SiteLog
from hardware.simulator.power.supplies import SimulatedSupplies, SupplyPlan
from hardware.simulator.readers.badges import BadgesOnLine
from hardware.simulator.readers.hand import FolderHand, Painter, ScannerOnLine, paint
from hardware.simulator.senses.cabinet import SensesPlan, SimulatedSenses
from hardware.simulator.terminals.cabinet import SimulatedTerminals
from hardware.terminals.registry import TerminalKind
from hardware.transport.recorder import Passed
from hardware.transport.wire import Wire

HELD_FOR = 6.0
"""Seconds that a thing is held before the camera unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """`buses`: the boards of each line. `compartments`: the doors of each by their ids, and their locks.
    `trigger`: the kind of commands that its scanner waits for, if it does."""

    buses: Mapping[str, tuple[Bank, ...]]
    compartments: Mapping[str, Mapping[str, LockAddress]]
    senses: SensesPlan = field(default_factory=SensesPlan)
    trigger: str = ""
    supplies: Mapping[str, SupplyPlan] = field(default_factory=dict)
    terminals: Mapping[str, TerminalKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports of the simulated devices; the paths stay the same when plugs are pulled."""

    buses: Mapping[str, Path]
    scanner: Path
    camera: Path
    sensors: Mapping[str, Path] = field(default_factory=dict)
    printer: Path | None = None
    badges: Path | None = None
    supplies: Mapping[str, str] = field(default_factory=dict)
    terminals: Mapping[str, Path] = field(default_factory=dict)


class _Bus:
    """The boards of one line on one pseudo-terminal."""

    def __init__(
        self,
        banks: tuple[Bank, ...],
        link: Path,
        timing: Timing | None,
        on_door: Callable[[str, DoorEvent], None],
        on_bytes: Callable[[Passed], None],
    ) -> None:
        self._timing = timing
        self._boards = {bank.address: _board(bank, timing, on_door) for bank in banks}
        self._wire = Wire(list(self._boards.values()))
        self.line = ServedLine(self._wire, link=link, tell=on_bytes)
        self.hand = Hand(self.line, self._wire, self._boards)

    def swap(self, old: int, bank: Bank) -> None:
        """Somebody puts another board into the place of the one at address `old`, on the same locks."""
        with self.line.lock:
            doors = self._boards.pop(old).doors
            self._boards[bank.address] = MAKERS[bank.board].board(bank, doors, timing=self._timing)
            self._wire.devices = list(self._boards.values())
        self.line.poke()


def _board(bank: Bank, timing: Timing | None, on_door: Callable[[str, DoorEvent], None]) -> SimulatedBoard:
    doors = SimulatedDoors(bank.address, bank.channels, lambda event: on_door(bank.name, event))
    return MAKERS[bank.board].board(bank, doors, timing=timing)


class SimulatedSite:
    """Doors open on a board's command and are closed by a hand: every method is a hand's and any thread's.

    `tell` hears all that happens, in the thread where it happens, and must not call back. What hands can't do
    (reach through a closed door) is told as `HandRefused`; a name that nobody knows raises KeyError.
    """

    def __init__(
        self,
        plan: SitePlan,
        folder: Path,
        tell: Callable[[SiteHappening], None],
        *,
        log: SiteLog | None = None,
        timing: Timing | None = None,
        painter: Painter = paint,
    ) -> None:
        self._plan = plan
        self._tell = tell
        self._log = log or SiteLog(None)
        self._locks = {door: lock for doors in plan.compartments.values() for door, lock in doors.items()}
        self._doors = {lock: door for door, lock in self._locks.items()}
        self._banks = {bank.name: (bus, bank.address) for bus, banks in plan.buses.items() for bank in banks}
        self._inside: dict[str, tuple[str, ...]] = dict.fromkeys(plan.compartments, ())
        self._things = threading.Lock()
        camera = folder / "camera"
        camera.mkdir(parents=True, exist_ok=True)
        self.senses = SimulatedSenses(plan.senses, folder, self._happened)
        self.supplies = SimulatedSupplies(plan.supplies, folder, self._happened)
        self.terminals = SimulatedTerminals(plan.terminals, folder, self._happened)
        self.ports = Ports(
            {bus: folder / f"bus-{bus}" for bus in plan.buses},
            folder / "scanner",
            camera,
            self.senses.ports,
            self.senses.printer_port,
            folder / "badges",
            self.supplies.ports,
            self.terminals.ports,
        )
        self._buses = {
            name: _Bus(
                banks,
                self.ports.buses[name],
                timing,
                self._door_event,
                lambda passed, name=name: self._log.bytes(name, passed),  # type: ignore[misc]  # its default
            )
            for name, banks in plan.buses.items()
        }
        self._scanner = ScannerOnLine(self.ports.scanner, plan.trigger)
        self._badges = BadgesOnLine(folder / "badges")
        self._camera = FolderHand(camera, lambda text: self._happened(PictureShown(text)), painter)

    def start(self) -> None:
        for bus in self._buses.values():
            bus.line.start()
        self._scanner.start()
        self._badges.start()
        self._camera.start()
        self.senses.start()
        self.supplies.start()
        self.terminals.start()

    def stop(self) -> None:
        self.terminals.stop()
        self.supplies.stop()
        self.senses.stop()
        self._camera.stop()
        self._badges.stop()
        self._scanner.stop()
        for bus in self._buses.values():
            bus.line.stop()

    # --- doors ---

    def is_open(self, door: str) -> bool:
        hand, address, channel = self._at(door)
        return hand.is_open(address, channel)

    def open(self, door: str) -> None:
        """By hand, with a key or a crowbar."""
        hand, address, channel = self._at(door)
        hand.open(address, channel)

    def close(self, door: str) -> None:
        hand, address, channel = self._at(door)
        hand.close(address, channel)

    def jam(self, door: str) -> None:
        hand, address, channel = self._at(door)
        hand.jam(address, channel)

    def free(self, door: str) -> None:
        hand, address, channel = self._at(door)
        hand.free(address, channel)

    def slow(self, door: str, seconds: float) -> None:
        """From now on its latch lets go so long after it is pulled."""
        hand, address, channel = self._at(door)
        hand.slow(address, channel, seconds)

    def bounce(self, door: str) -> None:
        """The next time it is closed it springs open again."""
        hand, address, channel = self._at(door)
        hand.bounce(address, channel)

    def sensor(self, door: str, sensor: Sensor) -> None:
        """Set the behaviour of its feedback contact."""
        hand, address, channel = self._at(door)
        hand.sensor(address, channel, sensor)

    # --- boards ---

    def silence(self, bank: str, *, on: bool) -> None:
        """The bank's board answers nothing and does nothing, or works again."""
        bus, address = self._banks[bank]
        self._buses[bus].hand.silence(address, on=on)

    def swap(self, bank: str, address: int, polarity: Polarity | None = None) -> None:
        """Put a new board of the same maker into this bank's place; it stands at `address`.

        `polarity` where its contacts speak otherwise. An address that another board has raises ValueError.
        """
        bus, old = self._banks[bank]
        if any(place == (bus, address) for name, place in self._banks.items() if name != bank):
            raise ValueError(f"another board stands at address {address}")
        new = next(each for each in self._plan.buses[bus] if each.name == bank)
        new = replace(new, address=address, polarity=polarity or new.polarity)
        self._buses[bus].swap(old, new)
        self._banks[bank] = (bus, address)

    # --- things ---

    def inside(self, compartment: str) -> tuple[str, ...]:
        with self._things:
            return self._inside[compartment]

    def stock(self, compartment: str, thing: str) -> None:
        """Put contents in place at the start, behind closed doors."""
        self._lay(compartment, (*self.inside(compartment), thing))

    def put(self, compartment: str, thing: str) -> None:
        if self._reachable(compartment):
            self.stock(compartment, thing)

    def take(self, compartment: str) -> tuple[str, ...]:
        """Everything that is there, if a door is open."""
        things = self.inside(compartment)
        if not self._reachable(compartment):
            return ()
        if not things:
            self._happened(HandRefused(f"nothing is in compartment {compartment}"))
        else:
            self._lay(compartment, ())
        return things

    def _reachable(self, compartment: str) -> bool:
        if any(self.is_open(door) for door in self._plan.compartments[compartment]):
            return True
        self._happened(HandRefused(f"compartment {compartment} is closed"))
        return False

    def _lay(self, compartment: str, things: tuple[str, ...]) -> None:
        with self._things:
            self._inside[compartment] = things
        self._happened(Inside(compartment, things))

    # --- plugs and readers ---

    def unplug(self, bus: str) -> None:
        """A line of locks or of sensors, a supply, a card terminal, or the printer."""
        for other in (self.senses, self.supplies, self.terminals):
            if other.has_plug(bus):
                other.unplug(bus)
                return
        self._buses[bus].hand.unplug()
        self._happened(PlugMoved(bus, plugged=False))

    def plug(self, bus: str) -> None:
        for other in (self.senses, self.supplies, self.terminals):
            if other.has_plug(bus):
                other.plug(bus)
                return
        self._buses[bus].hand.plug()
        self._happened(PlugMoved(bus, plugged=True))

    def scan(self, text: str) -> None:
        self._happened(LabelScanned(text))
        self._scanner.scan(text)

    def hold_badge(self, number: str) -> None:
        """Hold a badge of ten hexadecimal digits, never logged; raises ValueError for another."""
        self._badges.hold(number)
        self._happened(BadgeTapped())

    def show(self, text: str, symbology: Symbology, seconds: float = HELD_FOR) -> None:
        self._camera.show(text, symbology, seconds)

    def hide(self) -> None:
        self._camera.hide()

    # --- inside ---

    def _at(self, door: str) -> tuple[Hand, int, int]:
        lock = self._locks[door]
        bus, address = self._banks[lock.bank]
        return self._buses[bus].hand, address, lock.channel

    def _door_event(self, bank: str, event: DoorEvent) -> None:
        door = self._doors.get(LockAddress(bank, event.channel))
        if door is None:
            return
        match event.happening:
            case Happening.OPENED | Happening.CLOSED:
                self._happened(DoorChanged(door, event.happening is Happening.OPENED, event.by))
            case Happening.JAMMED | Happening.FREED | Happening.HELD:
                self._happened(LatchChanged(door, Latch(event.happening.value)))

    def _happened(self, happening: SiteHappening) -> None:
        self._log.happening(happening)
        self._tell(happening)
