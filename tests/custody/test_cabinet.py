from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, DoorPlace, Face, Height, Panel, Side
from tests.custody.book import SIZES, cabinet, compartment

LEFT = compartment("1", "S", 150)
ABOVE, BELOW = compartment("2", "S", 170), compartment("3", "L", 10)
RIGHT = compartment("4", "S", 90, rear=True)
WHERE = Cabinet(
    120,
    200,
    Panel(left=45, bottom=90, width=30, height=50),
    (Column(0, 40, (LEFT,)), Column(40, 40, (ABOVE, BELOW)), Column(80, 40, (RIGHT,))),
    SIZES,
)


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("1", DoorPlace(Side.LEFT, Height.HEAD)),
        ("2", DoorPlace(Side.ABOVE, Height.OVERHEAD)),
        ("3", DoorPlace(Side.BELOW, Height.KNEE)),
        ("4", DoorPlace(Side.RIGHT, Height.HIP)),
    ],
)
def test_a_door_is_found_in_one_sentence(label: str, place: DoorPlace) -> None:
    assert WHERE.place(label) == place


def test_an_unknown_label_has_no_place() -> None:
    assert WHERE.place("99") is None
    assert WHERE.compartment("99") is None
    assert WHERE.behind("99") is None
    assert WHERE.door("99") is None


@pytest.mark.parametrize(
    ("bottom", "height"),
    [
        (0, Height.FLOOR),
        (19, Height.KNEE),
        (54, Height.HIP),
        (94, Height.CHEST),
        (134, Height.HEAD),
        (169, Height.OVERHEAD),
    ],
)
def test_bands_begin_where_the_last_one_ends(bottom: float, height: Height) -> None:
    """The middle of a compartment 12 cm high is 6 cm above its bottom."""
    place = cabinet(compartment("1", "S", bottom)).place("1")
    assert place is not None
    assert place.height is height


def test_a_rear_door_is_a_door_of_its_own() -> None:
    assert [door.id for door in RIGHT.doors] == ["4", "4/rear"]
    assert RIGHT.front.face is Face.FRONT
    assert WHERE.behind("4/rear") == RIGHT
    assert WHERE.at(LockAddress("B", 4)) == WHERE.door("4/rear")
    assert WHERE.at(LockAddress("B", 5)) is None


def test_a_compartment_with_a_rear_door_only_is_behind() -> None:
    only_rear = replace(RIGHT, doors=RIGHT.doors[1:])
    place = cabinet(only_rear).place("4")
    assert only_rear.front.face is Face.REAR
    assert place is not None
    assert place.side is Side.BEHIND


@pytest.mark.parametrize(("bottom", "reached"), [(31, False), (32, True), (116, True), (117, False)])
def test_reach_is_from_38_to_122_centimetres(bottom: float, reached: bool) -> None:
    assert compartment("1", "S", bottom).in_reach is reached


def test_a_size_holds_what_is_nowhere_larger() -> None:
    small, large = SIZES["S"], SIZES["L"]
    assert large.holds(small)
    assert small.holds(small)
    assert not small.holds(large)
    assert not large.holds(replace(small, depth=51))
