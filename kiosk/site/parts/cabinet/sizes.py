"""`[sizes]` and `[reserve]`: size classes, and how many compartments of each smaller things leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.custody.cabinet.cabinet import SizeClass
from kiosk.site.kinds import STRICT, Length
from kiosk.site.problems import SiteProblem, found, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeTable:
    """Centimetres inside."""

    __pydantic_config__ = STRICT
    width: Length
    height: Length
    depth: Length


def build_sizes(sizes: Mapping[str, SizeTable]) -> dict[str, SizeClass]:
    """From the smallest to the largest."""
    classes = [SizeClass(name, s.width, s.height, s.depth) for name, s in sizes.items()]
    return {s.name: s for s in sorted(classes, key=lambda s: (s.volume, s.name))}


def reserve_problems(reserve: Iterable[str], sizes: Mapping[str, SizeTable]) -> Iterator[SiteProblem]:
    for size in reserve:
        if size not in sizes:
            yield SiteProblem(f"reserve.{size}", found(size, f"one of the sizes {offered(size, sizes)}"))
