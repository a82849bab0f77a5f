"""Every shelf of journeys: the kinds of screens there are, and samples of each in every state.

The gallery draws the samples, and tests walk through them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final

from kiosk.journeys.boards import samples as boards_samples
from kiosk.journeys.boards import screens as boards_screens
from kiosk.journeys.doors import samples as doors_samples
from kiosk.journeys.doors import screens as doors_screens
from kiosk.journeys.faces import samples as faces_samples
from kiosk.journeys.faces import screens as faces_screens
from kiosk.journeys.front import samples as front_samples
from kiosk.journeys.front import screens as front_screens
from kiosk.journeys.handover import samples as handover_samples
from kiosk.journeys.handover import screens as handover_screens
from kiosk.journeys.learning import samples as learning_samples
from kiosk.journeys.learning import screens as learning_screens
from kiosk.journeys.machine import samples as machine_samples
from kiosk.journeys.machine import screens as machine_screens
from kiosk.journeys.screen import Screen
from kiosk.journeys.who import samples as who_samples
from kiosk.journeys.who import screens as who_screens
from kiosk.journeys.work import samples as work_samples
from kiosk.journeys.work import screens as work_screens


def _kinds(shelf: ModuleType) -> tuple[type[Screen[Any]], ...]:
    return tuple(
        value
        for value in vars(shelf).values()
        if isinstance(value, type) and issubclass(value, Screen) and value.__module__ == shelf.__name__
    )


SCREENS: Final[tuple[type[Screen[Any]], ...]] = (
    *_kinds(front_screens),
    *_kinds(who_screens),
    *_kinds(faces_screens),
    *_kinds(doors_screens),
    *_kinds(handover_screens),
    *_kinds(work_screens),
    *_kinds(learning_screens),
    *_kinds(boards_screens),
    *_kinds(machine_screens),
)

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    **front_samples.SAMPLES,
    **who_samples.SAMPLES,
    **faces_samples.SAMPLES,
    **doors_samples.SAMPLES,
    **handover_samples.SAMPLES,
    **work_samples.SAMPLES,
    **learning_samples.SAMPLES,
    **boards_samples.SAMPLES,
    **machine_samples.SAMPLES,
}
