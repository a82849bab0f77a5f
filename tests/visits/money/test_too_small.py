"""Case 22: too small after paying. A larger door is paid for before it opens, or all of it goes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.custody.services.verbs import Verb
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.money.screens import PayNote, PayNoteKind, PayWaiting, TermsAndPrice, TermsChoice
from kiosk.journeys.screen import BackChoice, OkChoice, Picked
from kiosk.journeys.spaces.screens import (
    ChooseSpace,
    MySpace,
    PutThings,
    PutThingsChoice,
    SpaceCode,
    SpaceCodeChoice,
)
from kiosk.site.ports import write_changed
from tests.visits.money.till import charges, money_tasks
from tests.visits.rig import DEMO, Kiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """Spaces cost 3 EUR (S) and 5 EUR (M), and have been paid for before anything opened."""
    write_changed(DEMO, tmp_path / "site.toml", {"services": ["parcel", "storage"]})
    kiosk = Kiosk(tmp_path, tmp_path / "site.toml", pays=True)
    kiosk.lines_up()
    yield kiosk
    kiosk.end()


def rents(kiosk: Kiosk) -> None:
    """Up to an open door that is too small."""
    kiosk.presses(Verb.STORE)
    kiosk.sees(ChooseSpace)
    kiosk.presses(Picked("S"))
    kiosk.finds_tag()
    kiosk.sees(SpaceCode)
    kiosk.presses(SpaceCodeChoice.OPEN)
    assert kiosk.sees(TermsAndPrice).total.minor == 300
    assert kiosk.told == []
    pays(kiosk)
    kiosk.lock_says()
    label = kiosk.sees(PutThings).label
    kiosk.presses(PutThingsChoice.TOO_SMALL)
    kiosk.closes(label)
    assert kiosk.sees(PayNote).kind is PayNoteKind.GOES_BACK
    kiosk.terminal_says()
    kiosk.presses(OkChoice.OK)


def pays(kiosk: Kiosk) -> None:
    kiosk.presses(TermsChoice.PAY)
    kiosk.sees(PayWaiting)
    kiosk.terminal_says()
    kiosk.sees(DoorOpening)


def test_22_the_larger_door_is_paid_before_it_opens_and_the_smaller_one_costs_nothing(kiosk: Kiosk) -> None:
    rents(kiosk)
    opened = len(kiosk.told)
    assert kiosk.sees(TermsAndPrice).total.minor == 500
    pays(kiosk)
    assert len(kiosk.told) == opened + 1
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutThings).label)
    kiosk.sees(MySpace)
    kiosk.presses("done")
    kiosk.waits(15)
    kiosk.terminal_says()
    assert kiosk.terminal.total() == 500
    assert sum(charge.net for charge in charges(kiosk)) == 500
    assert money_tasks(kiosk) == []


def test_22_whoever_does_not_want_it_has_paid_nothing_and_rents_nothing(kiosk: Kiosk) -> None:
    rents(kiosk)
    opened = len(kiosk.told)
    kiosk.sees(TermsAndPrice)
    kiosk.presses(BackChoice.BACK)
    for _ in range(3):
        kiosk.terminal_says()
        if OkChoice.OK in kiosk.scene.screen.answers():
            kiosk.presses(OkChoice.OK)
    kiosk.waits(15)
    kiosk.terminal_says()
    assert len(kiosk.told) == opened
    assert kiosk.terminal.total() == 0
    assert kiosk.ledger.tenancies == {}
    assert money_tasks(kiosk) == []
