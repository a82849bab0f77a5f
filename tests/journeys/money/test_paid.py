"""Every outcome of a payment in every state of a pick-up that costs.

Nothing is opened unpaid, nothing is owed for a door that stayed shut, and every unknown is a task.
"""

from __future__ import annotations

import pytest

from kiosk.journeys.money.screens import (
    EnterVoucher,
    Pay,
    PayFailed,
    PayNote,
    PayUnclear,
    PayWaiting,
    TermsAndPrice,
)
from tests.journeys.explorer import Explorer
from tests.journeys.moment import Scene
from tests.journeys.scenes.money import paying

SCENES = {home.name: home for home in paying()}


@pytest.mark.parametrize("home", SCENES.values(), ids=SCENES.keys())
def test_every_path_of_a_paid_pick_up(home: Scene) -> None:
    found = Explorer(home).explore()
    assert not found.faults, "\n".join(map(str, found.faults.values()))


def test_every_screen_of_money_is_met() -> None:
    met = set()
    for name in ("card or voucher", "nobody can pay"):
        met |= Explorer(SCENES[name]).explore().screens
    assert met >= {TermsAndPrice, Pay, PayWaiting, PayFailed, PayUnclear, PayNote, EnterVoucher}
