"""Samples of the screens on which devices are tried and the machine is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.words import Leaving
from kiosk.journeys import screens as s

SAMPLES: Final[Mapping[str, s.Screen[Any]]] = {
    "group-machine": s.WorkGroup(s.Group.MACHINE, tuple(s.GroupChoice)),
    **{f"confirm-{how}": s.ConfirmLeave(how) for how in Leaving},
    "confirm-doors-open": s.ConfirmLeave(Leaving.SHUT_DOWN, ("3", "12"), ("12",)),
    **{f"good-bye-{how}": s.GoodBye(how) for how in Leaving},
}
