"""`[faces]`: how faces of people who agreed are known, and for how long they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from kiosk.site.kinds import STRICT, seconds
from kiosk.site.parts.camera import CameraTable
from kiosk.site.problems import SiteProblem, found

FaceTerm = Annotated[int, BeforeValidator(seconds), Field(ge=86_400, le=1095 * 86_400)]


@dataclass(frozen=True, slots=True)
class FacesSite:
    """Faces of people who agreed are known here. `one`, `many`, `margin`: as `cubby calibrate faces` says.

    `keep`: seconds after its last use that a face is destroyed. `flashes`: whether the screen's colours are
    a proof of life besides the turns.
    """

    one: float = 0.45
    many: float = 0.42
    margin: float = 0.06
    keep: int = 365 * 86_400
    flashes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesTable:
    """Distances of faces; no site may be looser than these, nor keep a face for longer than three years."""

    __pydantic_config__ = STRICT
    one: Annotated[float, Field(ge=0.2, le=0.5)] = 0.45
    many: Annotated[float, Field(ge=0.2, le=0.45)] = 0.42
    margin: Annotated[float, Field(ge=0.03, le=0.3)] = 0.06
    keep: FaceTerm = 365 * 86_400
    flashes: bool = True

    def build(self) -> FacesSite:
        return FacesSite(self.one, self.many, self.margin, self.keep, self.flashes)


def face_problems(faces: FacesTable | None, camera: CameraTable | None) -> Iterator[SiteProblem]:
    if faces is not None and camera is None:
        yield SiteProblem("faces", "found no `[camera]` to see them with; wanted one")
    if faces is not None and faces.many > faces.one:
        yield SiteProblem("faces.many", found(faces.many, f"at most `one`, which is {faces.one}"))
