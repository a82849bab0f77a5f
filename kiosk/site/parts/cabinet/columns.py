"""`[[cabinet.columns]]`: a column with its compartments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.custody.cabinet.cabinet import Compartment
from kiosk.site.kinds import STRICT, Channel, Label, Length, Name, Offset
from kiosk.site.parts.cabinet.doors import DoorTable, build_door, door_problems
from kiosk.site.parts.cabinet.sizes import SizeTable
from kiosk.site.problems import SiteProblem, doubles, found, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class CompartmentTable:
    """One front door as `bank` and `channel`, or any doors as `doors`. `gap`: what is left free above it."""

    __pydantic_config__ = STRICT
    label: Label
    size: Name
    height: Length | None = None
    gap: Offset = 0
    features: tuple[Name, ...] = ()
    bank: Name | None = None
    channel: Channel | None = None
    doors: tuple[DoorTable, ...] = ()

    def every_door(self) -> tuple[DoorTable, ...]:
        if self.bank is not None and self.channel is not None:
            return (DoorTable(bank=self.bank, channel=self.channel),)
        return self.doors

    def outer_height(self, wall: float, sizes: Mapping[str, SizeTable]) -> float:
        return self.height if self.height is not None else sizes[self.size].height + wall


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTable:
    """From the top down; it begins at the cabinet's top and right of the column before it unless it says."""

    __pydantic_config__ = STRICT
    width: Length
    left: Offset | None = None
    top: Offset | None = None
    compartments: tuple[CompartmentTable, ...] = ()


def build_compartments(
    stack: Iterable[CompartmentTable],
    top: float,
    wall: float,
    sizes: Mapping[str, SizeTable],
    temperatures: Mapping[str, str],
) -> tuple[Compartment, ...]:
    """A column's, from its `top` down. `temperatures`: the class of each whose air is measured, by label."""
    made: list[Compartment] = []
    for table in stack:
        top -= table.gap
        bottom = top - table.outer_height(wall, sizes)
        doors = tuple(build_door(table.label, door) for door in table.every_door())
        kept_at = temperatures.get(table.label, "")
        features = frozenset(table.features)
        made.append(Compartment(table.label, table.size, bottom, top, doors, features, kept_at))
        top = bottom
    return tuple(made)


def label_problems(compartments: Iterable[CompartmentTable]) -> Iterator[SiteProblem]:
    yield from doubles("cabinet.columns", "the label", (each.label for each in compartments))


def size_problems(
    compartments: Iterable[CompartmentTable], sizes: Mapping[str, SizeTable]
) -> Iterator[SiteProblem]:
    for compartment in compartments:
        if compartment.size not in sizes:
            where = f'compartments["{compartment.label}"]'
            known = offered(compartment.size, sizes)
            yield SiteProblem(f"{where}.size", found(compartment.size, f"one of the sizes {known}"))


def wiring_problems(
    compartments: Iterable[CompartmentTable], banks: Mapping[str, int]
) -> Iterator[SiteProblem]:
    """`banks`: how many channels each has."""
    wired: dict[tuple[str, int], str] = {}
    for compartment in compartments:
        where = f'compartments["{compartment.label}"]'
        yield from _said_once(where, compartment)
        yield from doubles(f"{where}.doors", "a door on the face", (d.face for d in compartment.doors))
        yield from door_problems(compartment.label, compartment.every_door(), banks, wired)


def _said_once(where: str, compartment: CompartmentTable) -> Iterator[SiteProblem]:
    short = (compartment.bank is not None, compartment.channel is not None)
    if any(short) and compartment.doors:
        yield SiteProblem(where, "found both `doors` and `bank`/`channel`; wanted one way of saying it")
    elif any(short) and not all(short):
        missing = "channel" if short[0] else "bank"
        yield SiteProblem(f"{where}.{missing}", "it is missing")
    elif not any(short) and not compartment.doors:
        yield SiteProblem(where, "found no door; wanted `bank` and `channel`, or `doors`")
