"""Faces in the explored world: each of these effects goes every way it can, and what was said of it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.journeys.effects import Effect
from kiosk.journeys.faces.effects import EraseFace, FaceOf, FaceStanding, KeepFace
from tests.journeys.memory import Memory


def ways(memory: Memory, effect: Effect[Any]) -> list[tuple[object, Memory, tuple[str, ...]]]:
    """Outcome, what is remembered then, and what is wrong with asking for it."""
    match effect:
        case FaceOf():
            could = (memory.face,) if memory.face else tuple(FaceStanding)
            return [(standing, replace(memory, face=standing), ()) for standing in could]
        case KeepFace():
            wrong = () if memory.agreed else ("a face is kept of somebody who has not agreed",)
            kept = replace(memory, face=FaceStanding.KEPT, agreed=False)
            return [(True, kept, wrong), (False, memory, wrong)]
        case EraseFace():
            wrong = () if memory.face is FaceStanding.KEPT else ("a face is forgotten that nobody keeps",)
            gone = replace(memory, face=FaceStanding.LEFT_IN_PEACE)
            return [(True, gone, wrong), (False, gone, wrong)]
        case _:
            return []
