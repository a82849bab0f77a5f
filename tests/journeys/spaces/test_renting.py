"""Somebody before a space that they begin to rent: a door that is no good, and whoever is gone meanwhile."""

from __future__ import annotations

from hardware.outcomes.locks import Jammed, OutcomeUnknown
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.words import Condition, TaskKind
from kiosk.journeys.doors.effects import Opening
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, PressChoice
from kiosk.journeys.screen import OkChoice, Picked
from kiosk.journeys.spaces.screens import (
    ChooseSpace,
    MySpace,
    MySpaceChoice,
    NoSpace,
    PutThings,
    PutThingsChoice,
    SpaceCode,
    SpaceCodeChoice,
)
from tests.journeys.explorer import Explorer
from tests.journeys.moment import GUEST, SPACE
from tests.journeys.scenes.scenes import cabinet, ledger, scene, staff
from tests.journeys.scenes.spaces import coming_back, renter, renting
from tests.journeys.steps import Visit


def at_the_door(*sizes: str, locks: tuple[Opening, ...] = (), events: tuple[Event, ...] = ()) -> Visit:
    here = Visit(renter(scene("rent", ledger(*staff(), *events), cabinet(*sizes))), locks=locks)
    here.sees(ChooseSpace)
    here.presses(Picked("S"))
    here.sees(SpaceCode, label="1")
    here.presses(SpaceCodeChoice.OPEN)
    return here


def rents(book: Ledger) -> dict[str, str]:
    """Which compartment is whose."""
    return {one.compartment: one.holder.id for one in book.tenancies.values()}


def test_what_is_too_small_is_left_for_a_larger_door_under_the_same_code() -> None:
    here = at_the_door("S", "L")
    here.presses(PutThingsChoice.TOO_SMALL)
    here.sees(CloseDoor, why=CloseWhy.TOO_SMALL)
    here.closes("1")
    here.sees(PutThings, label="2")
    here.closes("2")
    here.sees(MySpace, label="2", fresh=True)
    here.presses(MySpaceChoice.DONE)
    book = here.is_over()
    assert rents(book) == {"2": GUEST}
    assert list(book.tenancies) == [SPACE]
    assert book.holding("1").condition is Condition.KNOWN


def test_where_something_lies_already_somebody_looks_and_another_door_opens() -> None:
    here = at_the_door("S", "S")
    here.presses(PutThingsChoice.OCCUPIED)
    here.closes("1")
    here.sees(PutThings, label="2")
    here.closes("2")
    here.presses(MySpaceChoice.DONE)
    book = here.is_over()
    assert rents(book) == {"2": GUEST}
    assert book.holding("1").condition is Condition.UNKNOWN
    assert [t.kind for t in book.tasks.values()] == [TaskKind.INSPECT]


def test_without_another_door_nothing_is_rented() -> None:
    here = at_the_door("S", locks=(OutcomeUnknown("no reply"),))
    here.sees(NoSpace, tried=True)
    here.presses(OkChoice.OK)
    book = here.is_over()
    assert rents(book) == {}
    assert book.holding("1").condition is Condition.UNKNOWN


def test_a_lock_that_holds_leads_to_the_next_door() -> None:
    here = at_the_door("S", "S", locks=(Jammed(), Jammed(), Jammed()))
    here.presses(PressChoice.TRY_AGAIN)
    here.presses(PressChoice.TRY_AGAIN)
    here.sees(PutThings, label="2")
    here.closes("2")
    here.presses(MySpaceChoice.DONE)
    book = here.is_over()
    assert rents(book) == {"2": GUEST}
    assert book.holding("1").condition is Condition.BROKEN


def test_whoever_leaves_the_door_open_keeps_the_space() -> None:
    here = at_the_door("S")
    here.waits()
    here.is_parked_at("1")
    here.closes("1")
    book = here.is_over()
    assert rents(book) == {"1": GUEST}
    assert book.holding("1").condition is Condition.KNOWN


def test_a_power_cut_before_an_open_door_loses_nothing() -> None:
    book = at_the_door("S").the_power_fails()
    assert rents(book) == {"1": GUEST}
    assert [t.kind for t in book.tasks.values()] == [TaskKind.INSPECT]


def test_every_way_through_a_space_is_walked_and_right() -> None:
    """From the size to the closed door, and every way back to it, with the power cut at each step."""
    for one in (*renting(), *coming_back()):
        found = Explorer(one).explore()
        assert found.faults == type(found.faults)(), one.name
        assert found.ends
