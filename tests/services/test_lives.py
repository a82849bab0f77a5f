"""The random walk of long lives: whatever happens, the book is the world, and no door opens that should not.

A share of it in each change, 10^5 steps with `CUBBY_LONG`; `cubby bench lives` walks on.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import pytest

from kiosk.custody.doors import claims
from kiosk.custody.doors.claims import Refusal, may_open
from kiosk.custody.ids import GrantId, VisitId
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import Deadline, GateRule
from kiosk.custody.things import deadlines
from kiosk.custody.things.clocks import RetentionClock
from tests.helpers.length import LONG, share
from tests.services import lives
from tests.services.lives import WALKED, Life, lived
from tests.services.test_shipped import shipped
from tests.services.truth import LifeError

SEEDS: Final = share(range(50 if LONG else 20), turn=7, parts=4)
STEPS: Final = 2000


@pytest.mark.parametrize("seed", SEEDS)
def test_a_long_life_ends_with_a_book_that_is_right(seed: int) -> None:
    life = Life(seed, [shipped(name) for name in WALKED])
    lived(life, STEPS)
    assert life.counted["Deposited"] > 10
    assert life.counted["MachineStarted"] > 3


def test_every_deed_happens_in_some_life() -> None:
    counted = Life(1, [shipped(name) for name in WALKED])
    lived(counted, 4000)
    for kind in ("Collected", "OfferAnswered", "DeadlineReached", "ClockMoved", "LeftInside", "GateTold"):
        assert counted.counted[kind], kind


def _found(monkeypatch: pytest.MonkeyPatch, of: object, name: str, mutant: object) -> None:
    """Some life notices that the machine is wrong."""
    monkeypatch.setattr(of, name, mutant)
    with pytest.raises(LifeError):
        _many(20)


def _many(lifes: int) -> None:
    for seed in range(lifes):
        lived(Life(seed, [shipped(each) for each in WALKED]), STEPS)


def test_a_gate_that_is_never_asked_for_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_gate(*_: object) -> GateRule | None:
        return None

    _found(monkeypatch, claims, "shut_gate", open_gate)


def test_factors_that_are_never_asked_for_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    _found(monkeypatch, claims, "lacks_proof", lambda *_: None)


def test_money_that_is_never_asked_for_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    _found(monkeypatch, claims, "unpaid", lambda *_: False)


def test_what_somebody_else_has_in_hand_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(facts: claims.Facts, visit: VisitId, grant: GrantId, door: str) -> Refusal | None:
        refusal = may_open(facts, visit, grant, door)
        return None if refusal in (Refusal.IN_HAND, Refusal.OTHER_VISIT, Refusal.NO_CLAIM) else refusal

    _found(monkeypatch, lives, "may_open", lenient)


def test_a_deadline_that_comes_early_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = deadlines.ends_at

    def early(clock: RetentionClock, due: Deadline, calendar: Calendar, now: datetime) -> datetime:
        return right(clock, due, calendar, now) - timedelta(hours=1)

    _found(monkeypatch, deadlines, "ends_at", early)


def test_the_same_seed_is_the_same_life() -> None:
    one, other = (Life(3, [shipped("parcel")]) for _ in range(2))
    lived(one, 500)
    lived(other, 500)
    assert one.ledger == other.ledger
