"""Every maker of the registry in every setting that changes its frames: what the contract runs over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hardware.locks.driver import Bank, Driver, Polarity
from hardware.locks.line import Line
from hardware.locks.registry import MAKERS, make_driver
from hardware.locks.settings import Choice, Value
from hardware.simulator.boards.board import SimulatedBoard
from hardware.simulator.boards.doors import SimulatedDoors
from hardware.transport.memory import MemoryLine, VirtualClock
from hardware.transport.recorder import Direction, Passed, Recorder

CHANNELS = 8


@dataclass(frozen=True)
class Variant:
    """A maker with settings; `inputs` is added to a board's number where its doors are seen by another."""

    maker: str
    settings: Mapping[str, Value] = field(default_factory=dict, hash=False)
    inputs: int = 0

    def __str__(self) -> str:
        return "-".join((self.maker, *(str(value) for value in self.settings.values())))

    def of(self, number: int) -> Mapping[str, Value]:
        return {**self.settings, "inputs_at": self.inputs + number} if self.inputs else self.settings

    def bank(self, number: int, polarity: Polarity = Polarity.SHORT_WHEN_LOCKED) -> Bank:
        return Bank(f"b{number}", self.maker, number, CHANNELS, polarity, settings=self.of(number))


def _variants() -> list[Variant]:
    found = []
    for word, maker in MAKERS.items():
        inputs = 100 if any(each.name == "inputs_at" for each in maker.settings) else 0
        found.append(Variant(word, inputs=inputs))
        found += [
            Variant(word, {each.name: other}, inputs)
            for each in maker.settings
            if isinstance(each, Choice)
            for other in each.words[1:]
        ]
    return [*found, Variant("wkly", {"first_channel": 0})]


VARIANTS = _variants()


class Table:
    """One simulated board on a table, a driver that talks to it, and all that passes between them."""

    def __init__(self, variant: Variant, number: int = 1) -> None:
        self.clock = VirtualClock()
        self.bank = variant.bank(number)
        self.doors = SimulatedDoors(number, CHANNELS, lambda _event: None)
        self.board: SimulatedBoard = MAKERS[variant.maker].board(self.bank, self.doors)
        self.passed: list[Passed] = []
        self.driver: Driver = make_driver(self.bank)
        transport = MemoryLine(self.board, self.clock)
        recorder = Recorder(transport, clock=self.clock, tell=self.passed.append)
        self.line = Line(recorder, (self.driver,), self.clock, self.driver.gap)
        self.line.echo = False

    def sent(self) -> list[bytes]:
        return [passed.data for passed in self.passed if passed.direction is Direction.SENT]

    def received(self) -> list[bytes]:
        return [passed.data for passed in self.passed if passed.direction is Direction.RECEIVED]


def said_by_boards(variant: Variant, number: int, *, opened: bool) -> list[bytes]:
    """Everything that such a board answers while its doors are open or closed: status and unlocks."""
    table = Table(variant, number)
    for lock in range(1, CHANNELS + 1):
        if opened:
            table.doors.open(lock)
        else:
            table.doors.jam(lock)
    table.driver.read(table.line)
    table.driver.unlock(table.line, 5, lambda _at: None)
    table.driver.read(table.line)
    return [*table.received(), table.board.told_by_itself(5)]
