"""`[screen]`: the kiosk's window, how large the glass behind it is, and how it greets everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot
from typing import Annotated, Final

from pydantic import Field

from kiosk.custody.wishes.wishes import TEXTS, Wishes
from kiosk.site.kinds import STRICT, Length
from kiosk.site.parts.cabinet.cabinet import PanelTable
from kiosk.site.problems import SiteProblem, found

Pixels = Annotated[int, Field(ge=320, le=16_384)]

_BENT: Final = 0.08
"""So much the picture's form may differ from that of its pixels: nobody measures to the millimetre."""
_RIM: Final = 1.0
"""Centimetres by which a picture may be larger than the panel says."""


@dataclass(frozen=True, slots=True)
class ScreenSite:
    """`size`: the window's width and height in pixels where it does not fill the screen.

    `pixels`: those of the whole screen. `glass`: the width and height in centimetres of the picture that they
    make; None where the file does not say it. `usual`: how it greets everybody, whom nobody knows yet.
    """

    fullscreen: bool = False
    size: tuple[int, int] = (1080, 1920)
    pixels: tuple[int, int] = (1080, 1920)
    glass: tuple[float, float] | None = None
    usual: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenTable:
    """`width` and `height`, or `diagonal`: of the picture, in centimetres. `pixels`: `size` unless said.

    `text`, `contrast`, `reach`: of everybody, until somebody chooses otherwise; `text` is a percentage.
    """

    __pydantic_config__ = STRICT
    fullscreen: bool = False
    size: tuple[Pixels, Pixels] = (1080, 1920)
    pixels: tuple[Pixels, Pixels] | None = None
    width: Length | None = None
    height: Length | None = None
    diagonal: Length | None = None
    text: int = 100
    contrast: bool = False
    reach: bool = False

    def build(self) -> ScreenSite:
        usual = Wishes(text=self.text, contrast=self.contrast, reach=self.reach)
        return ScreenSite(self.fullscreen, self.size, self.pixels or self.size, self.glass(), usual)

    def glass(self) -> tuple[float, float] | None:
        """The picture's width and height in centimetres, where the file tells."""
        if self.width is not None and self.height is not None:
            return self.width, self.height
        if self.diagonal is None:
            return None
        wide, high = self.pixels or self.size
        return self.diagonal * wide / hypot(wide, high), self.diagonal * high / hypot(wide, high)

    def problems(self) -> Iterator[SiteProblem]:
        if self.text not in TEXTS:
            yield SiteProblem("screen.text", found(self.text, "100, 150 or 200, in percent"))
        if (self.width is None) is not (self.height is None):
            missing = "width" if self.width is None else "height"
            yield SiteProblem(
                f"screen.{missing}", "it is missing; wanted `width` and `height`, or `diagonal`"
            )
        elif self.width is not None and self.diagonal is not None:
            told = "found `diagonal` beside `width` and `height`"
            yield SiteProblem("screen.diagonal", f"{told}; wanted one way of saying it")
        elif self.width is not None and self.height is not None:
            wide, high = self.pixels or self.size
            if abs(self.width / self.height * high / wide - 1) > _BENT:
                told = f"found {self.width:g} x {self.height:g} cm for {wide} x {high} pixels"
                yield SiteProblem("screen.width", f"{told}; wanted a picture of the same form")


def glass_problems(screen: ScreenTable, panel: PanelTable) -> Iterator[SiteProblem]:
    """`screen` has no problems of its own."""
    glass = None if tuple(screen.problems()) else screen.glass()
    if glass is None:
        return
    for key, length, most in zip(("width", "height"), glass, (panel.width, panel.height), strict=True):
        if length > most + _RIM:
            where = f"screen.{key if screen.diagonal is None else 'diagonal'}"
            told = f"its picture is {length:.1f} cm in {key}"
            yield SiteProblem(where, f"{told}; wanted at most the panel's {most:g} cm")
            return
