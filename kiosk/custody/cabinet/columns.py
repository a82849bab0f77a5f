"""The kinds of columns that cabinets are put together from, and a cabinet's front planned from them.

A kind is a stack of size classes from the top down; the sizes are the site's own, so a kind is as high as its
sizes make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """`below`: what stands below the screen, where the column leaves room for it."""

    id: str
    above: tuple[str, ...]
    below: tuple[str, ...] = ()


KINDS: Final[Mapping[str, ColumnKind]] = {
    kind.id: kind
    for kind in (
        ColumnKind("small", ("S",) * 16),
        ColumnKind("medium", ("M",) * 10),
        ColumnKind("large", ("L",) * 5),
        ColumnKind("tall", ("XL",) * 3),
        ColumnKind("mixed", ("S", "S", "M", "M", "M", "S", "S", "S", "S", "XL")),
        ColumnKind("screen", ("M", "M"), ("L", "M", "M")),
        ColumnKind("screen-small", ("S", "S", "S"), ("S",) * 7),
    )
}


def planned(cabinet: Cabinet, kinds: Iterable[str]) -> tuple[Column, ...] | None:
    """These columns from left to right, their compartments numbered from the top left down, without locks.

    None where one does not fit: its sizes are unknown here, it is too high, or it stands before the screen.
    """
    columns: list[Column] = []
    number = 0
    left = cabinet.frame
    for name in kinds:
        kind = KINDS.get(name)
        if kind is None or not {*kind.above, *kind.below} <= cabinet.sizes.keys():
            return None
        width = max(cabinet.sizes[size].width for size in (*kind.above, *kind.below)) + 2 * cabinet.wall
        stack = tuple(_stack(cabinet, kind, number))
        if not _fits(cabinet, left, width, stack):
            return None
        columns.append(Column(left, width, stack))
        number += len(stack)
        left += width
    return tuple(columns)


def _stack(cabinet: Cabinet, kind: ColumnKind, number: int) -> Iterator[Compartment]:
    top = cabinet.height - cabinet.frame
    for at, size in enumerate((*kind.above, *kind.below)):
        if at == len(kind.above):
            top = min(top, cabinet.panel.bottom)
        bottom = top - cabinet.sizes[size].height - cabinet.wall
        yield Compartment(str(number + at + 1), size, bottom, top, ())
        top = bottom


def _fits(cabinet: Cabinet, left: float, width: float, stack: tuple[Compartment, ...]) -> bool:
    panel = cabinet.panel
    beside = left + width <= panel.left or left >= panel.left + panel.width
    return all(
        c.bottom >= 0 and (beside or c.bottom >= panel.bottom + panel.height or c.top <= panel.bottom)
        for c in stack
    )


def columns_of(cabinet: Cabinet, kinds: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns that a commissioning is about: of these kinds, or without any the cabinet's own."""
    return (planned(cabinet, kinds) or ()) if kinds else cabinet.columns


def labels_of(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(c.label for column in columns for c in column.compartments)
