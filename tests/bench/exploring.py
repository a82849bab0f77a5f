"""Every path of every journey, walked."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tests.bench.figure import Figure
from tests.journeys.everything import explore_all


def measure() -> Sequence[Figure]:
    began = time.monotonic()
    totals = explore_all()
    seconds = time.monotonic() - began
    return (
        Figure("journey_states", totals.states, "states", None, "higher"),
        Figure("journey_states_a_second", round(totals.states / seconds), "1/s", None, "higher"),
    )
