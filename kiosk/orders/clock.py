"""The order about the machine's clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.visits.machine.time import accept_clock


@dataclass(frozen=True, slots=True)
class AcceptClock:
    """The machine's clock is right: somebody has looked."""

    order: Literal["accept-clock"] = "accept-clock"


def _answer(means: Means, _: AcceptClock) -> Answer:
    return {"ok": True, "clock": accept_clock(means.book).isoformat()}


PROCEDURES: Final = (at_once(AcceptClock, _answer),)
