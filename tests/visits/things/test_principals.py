"""Events of visitors are the business of the principal whose thing they concern."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.outcomes.locks import Jammed
from kiosk.custody.doors.events import GrantGiven, OpeningEnded, OpeningIntended
from kiosk.custody.event import Event
from kiosk.custody.things.events import (
    Collected,
    LeftInside,
    MarkedBroken,
    MarkedUnknown,
    PersonReported,
    Quarantined,
)
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.doors.screens import CloseDoor
from kiosk.journeys.handover.screens import TakeChoice, ThanksChoice
from tests.visits.rig import Kiosk

_OF_THE_THING = (
    GrantGiven,
    OpeningIntended,
    OpeningEnded,
    Collected,
    LeftInside,
    PersonReported,
    Quarantined,
    MarkedUnknown,
    MarkedBroken,
    TaskMade,
)


@pytest.fixture
def moved_on(kiosk: Kiosk) -> Kiosk:
    """A parcel of "swift" waits in 12; meanwhile the site is somebody else's."""
    kiosk.book.house = replace(kiosk.book.house, principal="other")
    kiosk.token = kiosk.placed("12").token  # type: ignore[attr-defined]  # for the tests below
    kiosk.house.site = replace(kiosk.site, principal="other")
    return kiosk


def principals(kiosk: Kiosk) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for row in kiosk.journal.rows():
        if row.visit is not None:
            found.setdefault(row.kind, set()).add(row.principal)
    return found


def are_theirs(kiosk: Kiosk, *kinds: type[Event]) -> None:
    found = principals(kiosk)
    of_the_thing = {kind.__name__ for kind in _OF_THE_THING}
    assert {kind.__name__ for kind in kinds} <= found.keys()
    assert all(found[kind] == {kiosk.site.principal} for kind in found.keys() & of_the_thing)
    assert found["VisitBegan"] == {"other"}


def test_taking_a_thing(moved_on: Kiosk) -> None:
    moved_on.scans(moved_on.token)  # type: ignore[attr-defined]  # as above
    moved_on.lock_says()
    moved_on.closes("12")
    moved_on.presses(ThanksChoice.DONE)
    are_theirs(moved_on, GrantGiven, OpeningIntended, OpeningEnded, Collected)


def test_refusing_a_thing(moved_on: Kiosk) -> None:
    moved_on.scans(moved_on.token)  # type: ignore[attr-defined]  # as above
    moved_on.lock_says()
    moved_on.presses(TakeChoice.NOT_MINE)
    moved_on.closes(moved_on.sees(CloseDoor).label)
    are_theirs(moved_on, PersonReported, Quarantined, TaskMade)


def test_what_settles_a_visit_that_was_cut_off(moved_on: Kiosk) -> None:
    moved_on.scans(moved_on.token)  # type: ignore[attr-defined]  # as above
    moved_on.lock_says()
    moved_on.house.close("the power goes")
    are_theirs(moved_on, OpeningIntended, MarkedUnknown)


def test_a_door_that_jams(moved_on: Kiosk) -> None:
    moved_on.scans(moved_on.token)  # type: ignore[attr-defined]  # as above
    moved_on.lock_says(Jammed())
    are_theirs(moved_on, OpeningEnded)
