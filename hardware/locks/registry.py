"""Which makers there are: one entry each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hardware.locks.driver import Bank, Driver
from hardware.locks.settings import Setting
from hardware.locks.shuoming.driver import ShuomingDriver
from hardware.locks.shuoming.simulator import ShuomingBoard
from hardware.simulator.board import SimulatedBoard
from hardware.transport.base import LineSettings


@dataclass(frozen=True, slots=True)
class Maker:
    """A maker's driver and simulated board, and what a site file may say of its boards.

    `line` is what they leave the factory with; `likely` are the addresses at which a probe looks for them;
    `settings` are what a bank's `settings` may name.
    """

    driver: type[Driver]
    board: type[SimulatedBoard]
    line: LineSettings
    addresses: range
    channels: range
    likely: range
    settings: tuple[Setting, ...] = ()


MAKERS: dict[str, Maker] = {
    "shuoming": Maker(
        ShuomingDriver, ShuomingBoard, LineSettings(9600), range(1, 201), range(1, 51), range(1, 32)
    ),
}


def make_driver(bank: Bank) -> Driver:
    """A fresh driver for `bank`; raises KeyError for a board that nobody knows."""
    return MAKERS[bank.board].driver(bank)


def line_settings(banks: Iterable[Bank]) -> LineSettings:
    """The settings that all boards of one line share; raises ValueError where they don't agree."""
    settings = {MAKERS[bank.board].line for bank in banks}
    if len(settings) != 1:
        raise ValueError("boards of different line settings can't share a line")
    return settings.pop()
