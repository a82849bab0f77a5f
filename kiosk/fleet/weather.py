"""What befalls a fleet, drawn by lot from a seed: storms, jams, dead fridges, silent boards, power cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from kiosk.fleet.clock import DAY

_HOUR: Final = 3600.0


class Mishap(StrEnum):
    CUT = "cut"
    """its line to the hub is gone"""
    MENDED = "mended"
    JAM = "jam"
    """the latch of a door holds until a technician frees it"""
    WARM = "warm"
    """its cooling is dead"""
    COLD = "cold"
    """and runs again"""
    SILENT_BOARD = "silent board"
    BOARD_BACK = "board back"
    POWER_CUT = "power cut"
    REPAIR = "repair"
    """a technician comes"""


@dataclass(frozen=True, slots=True)
class Befalls:
    """`at`: seconds after the fleet's beginning; `kiosk`: which one, from 0."""

    at: float
    kiosk: int
    what: Mishap


@dataclass(frozen=True, slots=True)
class Weather:
    """`storms`: when each begins and ends, in seconds after the beginning."""

    befalls: tuple[Befalls, ...]
    storms: tuple[tuple[float, float], ...]


def drawn(kiosks: int, days: float, cooled: Sequence[int], seed: int) -> Weather:
    """`cooled`: the kiosks that have a fridge. Whatever the lot says, there is a storm, a jam, a fridge that
    dies and a board that falls silent, and the last hours leave an operator something to see to.
    """
    chance, whole = Random(seed), days * DAY  # noqa: S311  a play, no secret
    found: list[Befalls] = []
    storms = []
    for number in range(max(1, round(days / 10))):
        begins = whole * (number + chance.uniform(0.2, 0.8)) / max(1, round(days / 10))
        ends = min(whole, begins + chance.uniform(1, 8) * _HOUR)
        storms.append((begins, ends))
        for hit in chance.sample(range(kiosks), max(1, kiosks * 2 // 3)):
            found += _between(hit, begins, ends, Mishap.CUT, Mishap.MENDED)
            if chance.random() < 0.4:
                found.append(Befalls(begins + 60.0, hit, Mishap.POWER_CUT))
    for kiosk in range(kiosks):
        for _ in range(round(chance.expovariate(1 / max(0.2, days / 12)))):
            at = chance.uniform(0.0, whole)
            found += [
                Befalls(at, kiosk, Mishap.JAM),
                Befalls(at + chance.uniform(3, 30) * _HOUR, kiosk, Mishap.REPAIR),
            ]
        if chance.random() < days / 40:
            at = chance.uniform(0.0, whole)
            lasts = chance.uniform(0.3, 5) * _HOUR
            found += _between(kiosk, at, at + lasts, Mishap.SILENT_BOARD, Mishap.BOARD_BACK)
    for kiosk in cooled:
        if chance.random() < days / 30:
            at = chance.uniform(0.0, whole * 0.9)
            found += _between(kiosk, at, at + chance.uniform(1, 6) * _HOUR, Mishap.WARM, Mishap.COLD)
    found += _now(kiosks, whole, cooled)
    return Weather(tuple(sorted(found, key=lambda one: one.at)), tuple(storms))


def _now(kiosks: int, whole: float, cooled: Sequence[int]) -> list[Befalls]:
    """What is the matter at the end."""
    last = [Befalls(whole - 2.5 * _HOUR, 0, Mishap.JAM), Befalls(whole - 1.2 * _HOUR, 0, Mishap.JAM)]
    if cooled:
        last.append(Befalls(whole - 3.0 * _HOUR, cooled[0], Mishap.WARM))
    if kiosks > 3:
        last.append(Befalls(whole - 0.7 * _HOUR, 3, Mishap.SILENT_BOARD))
    if kiosks > 6:
        last.append(Befalls(whole - 9.0 * _HOUR, 6, Mishap.CUT))
    return [one for one in last if one.at > 0]


def _between(kiosk: int, begins: float, ends: float, what: Mishap, over: Mishap) -> list[Befalls]:
    return [Befalls(begins, kiosk, what), Befalls(ends, kiosk, over)]
