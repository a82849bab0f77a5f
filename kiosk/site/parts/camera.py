"""`[camera]`: the camera for codes and faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.site.kinds import STRICT, Text
from kiosk.site.parts.beside import Beside
from kiosk.site.problems import SiteProblem, found


@dataclass(frozen=True, slots=True)
class CameraSite:
    """`source`: a device's stable path, `folder:DIR` of pictures, or `film:FILE`; `beside`: where it is."""

    source: str
    beside: Beside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTable:
    __pydantic_config__ = STRICT
    source: Text
    beside: Beside | None = None

    def problems(self) -> Iterator[SiteProblem]:
        if not self.source.startswith(("/", "folder:", "film:")):
            wanted = 'a device\'s whole path, "folder:DIR" or "film:FILE"'
            yield SiteProblem("camera.source", found(self.source, wanted))

    def build(self) -> CameraSite:
        return CameraSite(self.source, self.beside)
