from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.custody.cabinet.allocation import allocate, free_of, is_free
from kiosk.custody.doors.events import DoorForced, DoorFoundOpen, DoorsDown
from kiosk.custody.event import Event
from kiosk.custody.ledger import EMPTY, Ledger
from kiosk.custody.things.events import Inspected, MarkedBroken, MarkedUnknown, Quarantined, Reserved
from kiosk.custody.words import Why
from tests.custody.book import OTHER, P1, after, cabinet, compartment, lying

HIGH = compartment("1", "S", 150)
MIDDLE = compartment("2", "S", 90)
LARGE = compartment("3", "L", 50)
MEDIUM = compartment("4", "M", 20)
WHERE = cabinet(HIGH, MIDDLE, LARGE, MEDIUM)


def label(ledger: Ledger, size: str, **wishes: object) -> str | None:
    reserve = wishes.pop("reserve", {})
    found = allocate(ledger, WHERE, size, reserve, **wishes)  # type: ignore[arg-type]  # wishes as given
    return found.label if found else None


def test_the_smallest_that_fits_is_given() -> None:
    assert label(EMPTY, "S") == "1"
    assert label(EMPTY, "M") == "4"
    assert label(EMPTY, "L") == "3"


def test_who_asks_for_reach_gets_it_and_nobody_else_takes_it_away() -> None:
    assert label(EMPTY, "S", in_reach=True) == "2"
    assert label(EMPTY, "S", in_reach=False) == "1"


def test_reach_counts_more_than_size() -> None:
    assert label(after(Reserved("2"), visit=OTHER), "S", in_reach=True) == "3"


def test_reach_is_a_wish_and_not_a_condition() -> None:
    full = after(*(Reserved(x) for x in "23"), visit=OTHER)
    assert label(full, "S", in_reach=True) == "1"


def test_a_larger_one_serves_when_the_size_is_full() -> None:
    assert label(after(Reserved("1"), Reserved("2"), visit=OTHER), "S") == "4"


def test_nothing_is_given_that_is_too_small() -> None:
    assert label(after(Reserved("3"), visit=OTHER), "L") is None


def test_an_unknown_size_gets_nothing() -> None:
    assert label(EMPTY, "XXL") is None


def test_the_reserve_is_kept_for_its_own_size() -> None:
    full = after(*(Reserved(x) for x in "124"), visit=OTHER)
    assert label(full, "S", reserve={"L": 1}) is None
    assert label(full, "L", reserve={"L": 1}) == "3"
    assert label(full, "S", reserve={"L": 0}) == "3"


def test_larger_than_what_turned_out_too_small() -> None:
    assert label(EMPTY, "S", larger_than="S") == "4"
    assert label(EMPTY, "S", larger_than="M") == "3"
    assert label(EMPTY, "S", larger_than="L") is None


def test_a_size_that_is_wider_but_flatter_does_not_hold_everything() -> None:
    flat = replace(WHERE.sizes["L"], name="FLAT", height=5, width=500)
    where = replace(cabinet(replace(LARGE, size="FLAT")), sizes={**WHERE.sizes, "FLAT": flat})
    assert allocate(EMPTY, where, "S", {}) is None


@pytest.mark.parametrize(
    "happened",
    [
        lying(P1, "1"),
        (MarkedUnknown("1", Why.REPORTED),),
        (MarkedBroken("1", Why.JAMMED),),
        (Quarantined("1", Why.REPORTED),),
        (DoorForced("1"),),
        (DoorFoundOpen("1"),),
        (DoorsDown(("1",), "line down"),),
        (MarkedUnknown("1", Why.REPORTED), Inspected("1", empty=False)),
    ],
)
def test_what_is_in_doubt_or_in_use_is_not_free(happened: tuple[Event, ...]) -> None:
    assert is_free(EMPTY, HIGH)
    assert not is_free(after(*happened), HIGH)
    assert label(after(*happened), "S") == "2"


def test_a_rear_door_that_stands_open_counts_too() -> None:
    both = compartment("1", "S", 90, rear=True)
    assert not is_free(after(DoorForced("1/rear")), both)


def test_what_was_looked_into_and_is_empty_is_free_again() -> None:
    looked = after(*lying(P1, "1"), MarkedUnknown("1", Why.REPORTED), Inspected("1", empty=True))
    assert is_free(looked, HIGH)


def test_free_ones_are_counted_by_size() -> None:
    assert free_of(after(*lying(P1, "1")), WHERE) == {"S": 1, "M": 1, "L": 1}
