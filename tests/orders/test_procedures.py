"""Every order is carried out in exactly one way."""

from __future__ import annotations

from typing import get_args

import pytest

from kiosk.control.reading import KINDS
from kiosk.orders.looks import Examine, ListThings
from kiosk.orders.order import PROCEDURES, Live, Order, Quiet, complete
from kiosk.orders.persons import EraseWishes, Forget, ForgetFace
from kiosk.orders.staff import RemoveStaff


def test_every_order_that_needs_no_door_has_a_procedure_of_its_own_kind() -> None:
    assert PROCEDURES.keys() == set(get_args(Quiet))
    assert all(kind is procedure.kind for kind, procedure in PROCEDURES.items())
    assert not PROCEDURES.keys() & set(get_args(Live))


def test_every_order_is_told_by_a_word_of_its_own() -> None:
    assert len(KINDS) == len(get_args(Order))


def test_what_takes_persons_out_is_known_as_such() -> None:
    """Their traces are then taken out of the copies too."""
    assert {kind for kind, how in PROCEDURES.items() if how.erases} == {
        EraseWishes,
        Forget,
        ForgetFace,
        RemoveStaff,
    }


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ([(Examine, 1)], "nobody carries out ListThings"),
        ([(Examine, 1), (ListThings, 2), (Examine, 3)], "Examine is carried out in two ways"),
        ([(Examine, 1), (ListThings, 2), (Forget, 3)], "Forget is carried out and is no such order"),
    ],
)
def test_a_table_with_a_gap_a_double_or_a_stranger_is_not_built(
    pairs: list[tuple[type, int]], wrong: str
) -> None:
    with pytest.raises(TypeError, match=wrong):
        complete(Examine | ListThings, pairs)
