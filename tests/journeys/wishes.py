"""Wishes in the explored world: each of these effects goes every way it can, where a scene is about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.custody.wishes.wishes import WishStanding
from kiosk.journeys.effects import Effect
from kiosk.journeys.wishes.effects import ForgetWishes, KeepWishes, RecallWishes, WishesOf
from tests.journeys.memory import Memory

_ASKED = (WishStanding.NEW, WishStanding.OTHER)
_KEPT = (WishStanding.KEPT, WishStanding.OTHER)


def wishing(
    memory: Memory, effect: Effect[Any], *, about: bool
) -> list[tuple[object, Memory, tuple[str, ...]]]:
    """Outcome, what is remembered then, and what is wrong with asking for it."""
    match effect:
        case RecallWishes():
            return [(None, memory, ())]
        case WishesOf():
            any_of = tuple(WishStanding) if about else (WishStanding.USUAL,)
            could = (memory.wishes,) if memory.wishes else any_of
            return [(found, replace(memory, wishes=found), ()) for found in could]
        case KeepWishes():
            wrong = () if memory.wishes in _ASKED else ("wishes are kept that nobody has changed",)
            return [(None, replace(memory, wishes=WishStanding.KEPT), wrong)]
        case ForgetWishes():
            wrong = () if memory.wishes in _KEPT else ("wishes are forgotten that nobody keeps",)
            return [(None, replace(memory, wishes=WishStanding.USUAL), wrong)]
        case _:
            return []
