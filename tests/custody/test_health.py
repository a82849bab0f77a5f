"""How locks do, folded from what the journal says of them."""

from __future__ import annotations

import pytest

from kiosk.custody.boards.health import EMPTY, Health, fold
from kiosk.custody.doors.events import OpeningEnded, OpeningIntended
from kiosk.custody.ids import GrantId, IntentId, TaskId
from kiosk.custody.learning.events import Commissioned
from kiosk.custody.ledger import Recorded
from kiosk.custody.words import DoorResult
from tests.custody.book import NOON


def after(*results: DoorResult | int) -> Health:
    """Openings of door 12: how many milliseconds each took, or what else came of it."""
    health = EMPTY
    for n, result in enumerate(results):
        intent = IntentId(f"i{n}")
        match result:
            case DoorResult():
                ended = OpeningEnded(intent, result)
            case took:
                ended = OpeningEnded(intent, DoorResult.OPENED, "", took)
        for event in (OpeningIntended(intent, GrantId("g"), "12"), ended):
            health = fold(health, Recorded(n, NOON, None, "swift", "", event))
    return health


def test_openings_and_failures_are_counted_apart() -> None:
    lock = after(180, DoorResult.JAMMED, 200, DoorResult.NOT_SENT, DoorResult.UNKNOWN).of("12")
    assert (lock.openings, lock.jams, lock.not_sent, lock.unknown) == (2, 1, 1, 1)
    assert (lock.last_ms, lock.last_opened) == (200, NOON)


@pytest.mark.parametrize(("last", "slow"), [(180, False), (539, False), (540, True)])
def test_a_lock_that_needs_three_times_its_usual_time_is_named(last: int, slow: bool) -> None:
    lock = after(180, 170, 190, 180, 180, last).of("12")
    assert (lock.usual_ms, lock.slow) == (180, slow)


def test_a_lock_that_has_hardly_opened_has_no_usual_time() -> None:
    assert not after(100, 100, 5000).of("12").slow


def test_after_a_commissioning_the_doors_have_other_locks() -> None:
    done = Recorded(99, NOON, None, "swift", "", Commissioned(TaskId("t"), "digest"))
    assert fold(after(180), done) == EMPTY
