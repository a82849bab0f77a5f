"""Every shelf of journeys: effects, kinds of screens, and samples of each screen in every state.

The gallery draws the samples, and tests walk through them; the house performs the effects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.shelf import defined
from kiosk.journeys import effects
from kiosk.journeys.boards import effects as boards_effects
from kiosk.journeys.boards import samples as boards_samples
from kiosk.journeys.boards import screens as boards_screens
from kiosk.journeys.counter import samples as counter_samples
from kiosk.journeys.counter import screens as counter_screens
from kiosk.journeys.doors import effects as doors_effects
from kiosk.journeys.doors import samples as doors_samples
from kiosk.journeys.doors import screens as doors_screens
from kiosk.journeys.dropoff import effects as dropoff_effects
from kiosk.journeys.dropoff import samples as dropoff_samples
from kiosk.journeys.dropoff import screens as dropoff_screens
from kiosk.journeys.effects import Effect
from kiosk.journeys.faces import effects as faces_effects
from kiosk.journeys.faces import samples as faces_samples
from kiosk.journeys.faces import screens as faces_screens
from kiosk.journeys.front import samples as front_samples
from kiosk.journeys.front import screens as front_screens
from kiosk.journeys.handover import delegation, receipts
from kiosk.journeys.handover import effects as handover_effects
from kiosk.journeys.handover import samples as handover_samples
from kiosk.journeys.handover import screens as handover_screens
from kiosk.journeys.learning import effects as learning_effects
from kiosk.journeys.learning import samples as learning_samples
from kiosk.journeys.learning import screens as learning_screens
from kiosk.journeys.machine import effects as machine_effects
from kiosk.journeys.machine import errands
from kiosk.journeys.machine import samples as machine_samples
from kiosk.journeys.machine import screens as machine_screens
from kiosk.journeys.money import effects as money_effects
from kiosk.journeys.money import samples as money_samples
from kiosk.journeys.money import screens as money_screens
from kiosk.journeys.pools import samples as pools_samples
from kiosk.journeys.pools import screens as pools_screens
from kiosk.journeys.screen import Screen
from kiosk.journeys.spaces import effects as spaces_effects
from kiosk.journeys.spaces import samples as spaces_samples
from kiosk.journeys.spaces import screens as spaces_screens
from kiosk.journeys.who import effects as who_effects
from kiosk.journeys.who import samples as who_samples
from kiosk.journeys.who import screens as who_screens
from kiosk.journeys.wishes import effects as wishes_effects
from kiosk.journeys.wishes import samples as wishes_samples
from kiosk.journeys.wishes import screens as wishes_screens
from kiosk.journeys.work import samples as work_samples
from kiosk.journeys.work import screens as work_screens

EFFECTS: Final[tuple[type[Effect[Any]], ...]] = (
    *defined(effects, Effect),
    *defined(who_effects, Effect),
    *defined(faces_effects, Effect),
    *defined(doors_effects, Effect),
    *defined(handover_effects, Effect),
    *defined(dropoff_effects, Effect),
    *defined(delegation, Effect),
    *defined(receipts, Effect),
    *defined(learning_effects, Effect),
    *defined(boards_effects, Effect),
    *defined(machine_effects, Effect),
    *defined(errands, Effect),
    *defined(wishes_effects, Effect),
    *defined(money_effects, Effect),
    *defined(spaces_effects, Effect),
)

SCREENS: Final[tuple[type[Screen[Any]], ...]] = (
    *defined(front_screens, Screen),
    *defined(who_screens, Screen),
    *defined(faces_screens, Screen),
    *defined(doors_screens, Screen),
    *defined(handover_screens, Screen),
    *defined(dropoff_screens, Screen),
    *defined(work_screens, Screen),
    *defined(learning_screens, Screen),
    *defined(boards_screens, Screen),
    *defined(machine_screens, Screen),
    *defined(wishes_screens, Screen),
    *defined(money_screens, Screen),
    *defined(spaces_screens, Screen),
    *defined(counter_screens, Screen),
    *defined(pools_screens, Screen),
)

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    **front_samples.SAMPLES,
    **who_samples.SAMPLES,
    **faces_samples.SAMPLES,
    **doors_samples.SAMPLES,
    **handover_samples.SAMPLES,
    **dropoff_samples.SAMPLES,
    **work_samples.SAMPLES,
    **learning_samples.SAMPLES,
    **boards_samples.SAMPLES,
    **machine_samples.SAMPLES,
    **wishes_samples.SAMPLES,
    **money_samples.SAMPLES,
    **spaces_samples.SAMPLES,
    **counter_samples.SAMPLES,
    **pools_samples.SAMPLES,
}
