"""`[screen]`: the kiosk's window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kiosk.site.kinds import STRICT

Pixels = Annotated[int, Field(ge=320, le=16_384)]


@dataclass(frozen=True, slots=True)
class ScreenSite:
    """`size`: the window's width and height in pixels where it does not fill the screen."""

    fullscreen: bool = False
    size: tuple[int, int] = (1080, 1920)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenTable:
    __pydantic_config__ = STRICT
    fullscreen: bool = False
    size: tuple[Pixels, Pixels] = (1080, 1920)

    def build(self) -> ScreenSite:
        return ScreenSite(self.fullscreen, self.size)
