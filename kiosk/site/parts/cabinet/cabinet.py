"""`[cabinet]`: the cabinet's steel with its columns, and the panel of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Panel, loose
from kiosk.site.kinds import STRICT, Length, Offset
from kiosk.site.parts.cabinet.columns import ColumnTable, CompartmentTable, build_compartments
from kiosk.site.parts.cabinet.sizes import SizeTable, build_sizes
from kiosk.site.problems import SiteProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelTable:
    __pydantic_config__ = STRICT
    left: Offset
    bottom: Offset
    width: Length
    height: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetTable:
    """`frame`: the steel at both sides and on top; `wall`: the sheet between two compartments."""

    __pydantic_config__ = STRICT
    height: Length
    panel: PanelTable
    columns: tuple[ColumnTable, ...] = ()
    frame: Offset = 2
    wall: Offset = 1

    def compartments(self) -> list[CompartmentTable]:
        return [compartment for column in self.columns for compartment in column.compartments]


def build_cabinet(
    table: CabinetTable,
    sizes: Mapping[str, SizeTable],
    locks: Iterable[LockAddress],
    temperatures: Mapping[str, str],
) -> Cabinet:
    """`table` has passed the checks. `locks`: one for every channel of every board.

    `temperatures`: the class of each compartment whose air is measured, by its label.
    """
    lefts = _lefts(table)
    columns = tuple(
        Column(left, column.width, _compartments(table, column, sizes, temperatures))
        for column, left in zip(table.columns, lefts, strict=True)
    )
    panel = table.panel
    return Cabinet(
        width=_width(table),
        height=table.height,
        panel=Panel(panel.left, panel.bottom, panel.width, panel.height),
        columns=columns,
        sizes=build_sizes(sizes),
        frame=table.frame,
        wall=table.wall,
        unwired=_unwired(columns, locks),
    )


def _compartments(
    table: CabinetTable,
    column: ColumnTable,
    sizes: Mapping[str, SizeTable],
    temperatures: Mapping[str, str],
) -> tuple[Compartment, ...]:
    return build_compartments(column.compartments, _top(table, column), table.wall, sizes, temperatures)


def _unwired(columns: Iterable[Column], locks: Iterable[LockAddress]) -> tuple[Compartment, ...]:
    """One for every channel that no compartment has, so that a commissioning can find out what it opens."""
    wired = {door.lock for column in columns for home in column.compartments for door in home.doors}
    return tuple(loose(lock) for lock in locks if lock not in wired)


def _lefts(table: CabinetTable) -> list[float]:
    lefts: list[float] = []
    edge = table.frame
    for column in table.columns:
        lefts.append(edge if column.left is None else column.left)
        edge = lefts[-1] + column.width
    return lefts


def _top(table: CabinetTable, column: ColumnTable) -> float:
    return table.height - table.frame if column.top is None else column.top


def _width(table: CabinetTable) -> float:
    lefts = _lefts(table)
    edges = [left + column.width for left, column in zip(lefts, table.columns, strict=True)]
    return max([*edges, table.panel.left + table.panel.width]) + table.frame


# --- what fits where ----------------------------------------------------------------------------


def geometry_problems(cabinet: CabinetTable, sizes: Mapping[str, SizeTable]) -> Iterator[SiteProblem]:
    """`sizes` has the size of every compartment."""
    panel = cabinet.panel
    if panel.bottom + panel.height > cabinet.height:
        told = f"it ends at {panel.bottom + panel.height:g} cm"
        yield SiteProblem("cabinet.panel", f"{told}; wanted at most the cabinet's {cabinet.height:g} cm")
    edge = 0.0
    for number, (column, left) in enumerate(zip(cabinet.columns, _lefts(cabinet), strict=True), 1):
        where = f"cabinet.columns[{number}]"
        if left < edge:
            yield SiteProblem(
                f"{where}.left", f"found {left:g}; wanted at least {edge:g}, where the one before ends"
            )
        edge = left + column.width
        if (top := _top(cabinet, column)) > cabinet.height:
            wanted = f"at most the cabinet's {cabinet.height:g} cm"
            yield SiteProblem(f"{where}.top", f"found {top:g} cm; wanted {wanted}")
        yield from _stack(cabinet, where, column, left, sizes)


def _stack(
    cabinet: CabinetTable, where: str, column: ColumnTable, left: float, sizes: Mapping[str, SizeTable]
) -> Iterator[SiteProblem]:
    panel = cabinet.panel
    beside = left + column.width <= panel.left or left >= panel.left + panel.width
    room = top = lowest = _top(cabinet, column)
    for compartment in column.compartments:
        lowest = top - compartment.gap - compartment.outer_height(cabinet.wall, sizes)
        above = lowest >= panel.bottom + panel.height
        if not (beside or above or top - compartment.gap <= panel.bottom):
            there = f"{lowest:g} to {top - compartment.gap:g} cm"
            yield SiteProblem(
                f'compartments["{compartment.label}"]',
                f"it stands at {there}, where the panel is ({panel.bottom:g} to "
                f"{panel.bottom + panel.height:g} cm); wanted a `gap` for the panel",
            )
        top = lowest
    if lowest < 0:
        needed = f"{room - lowest:g} cm"
        yield SiteProblem(where, f"its compartments need {needed}; wanted at most the {room:g} cm there are")
