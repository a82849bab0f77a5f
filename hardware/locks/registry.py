"""Which makers there are: one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hardware.locks.driver import Bank, Driver
from hardware.locks.shuoming.driver import ShuomingDriver
from hardware.transport.base import LineSettings


@dataclass(frozen=True, slots=True)
class Maker:
    """A maker's driver, the settings its boards leave the factory with, and what a site file may say."""

    driver: Callable[[Bank], Driver]
    line: LineSettings
    addresses: range
    channels: range


MAKERS: dict[str, Maker] = {
    "shuoming": Maker(ShuomingDriver, LineSettings(9600), addresses=range(1, 201), channels=range(1, 51)),
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
